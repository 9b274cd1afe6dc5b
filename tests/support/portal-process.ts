/** The sandbox portal as a process of its own, to be killed: `node portal-process.ts DATABASE [PORT]`; says its address on standard output. */
import { startTestPortal } from './portal.ts';

const portal = await startTestPortal({ database: process.argv[2]! }, Number(process.argv[3] ?? 0));
console.log(portal.origin);
