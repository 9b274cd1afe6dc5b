/** An API of its own for the probe: one call for each thing that a shell must keep. */
import * as z from 'zod';
import { bytes, call, event } from '../../../contract/define.ts';

export const probeApi = {
  /** The same bytes back. */
  'probe.echo': call(z.object({ content: bytes }), z.object({ content: bytes })),
  /** Whether the bytes of the call before were zeroed when it was answered. */
  'probe.wiped': call(z.undefined(), z.boolean()),
  /** Throws a TanbaError whose parameter is `file`. */
  'probe.refuse': call(z.object({ file: z.string() }), z.void()),
  /** Throws something that nobody foresaw. */
  'probe.crash': call(z.undefined(), z.void()),
  /** Answers with what its schema does not allow. */
  'probe.lie': call(z.undefined(), z.number()),
  /** Starts a host process; its answer to `ping`. */
  'probe.host': call(z.object({ ping: bytes }), z.object({ pong: bytes })),
  /** Ends it from inside, or from outside with a signal. */
  'probe.endHost': call(z.enum(['exit', 'kill']), z.void()),
  'probe.hostExit': event(z.object({ code: z.number().nullable() })),
  /** Sends an event with these bytes. */
  'probe.emit': call(z.object({ content: bytes }), z.void()),
  'probe.event': event(z.object({ content: bytes })),
  'probe.openFile': call(z.undefined(), z.array(z.string())),
  'probe.openFolder': call(z.undefined(), z.array(z.string())),
  'probe.theme': call(z.enum(['system', 'light', 'dark']), z.void()),
  'probe.opened': event(z.array(z.string())),
} as const;
