/** Where compiled code of the program is kept: beside it, and not in the common temporary folder, where others could put theirs. */
import { join } from 'node:path';

export const compileCache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'tanba');
