/**
 * The first import of a page. Its content policy allows no code made at run time: schemas are to be walked there, not compiled, and zod
 * asks which when a schema is made.
 */
import * as z from 'zod';

z.config({ jitless: true });
