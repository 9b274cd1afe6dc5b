/** The sandbox portal as a process of its own, to be killed: `node portal-process.ts DATABASE`; says its address on standard output. */
import { startTestPortal } from './portal.ts';

const portal = await startTestPortal({ database: process.argv[2]! });
console.log(portal.origin);
