/** Faults on demand, so that a program that uses the portal can be tried on bad days. */
import * as z from 'zod';

export const faultKinds = ['slow', 'error', 'answer-lost', 'session-over', 'maintenance'] as const;
export const faultSchema = z.object({
  kind: z.enum(faultKinds),
  /** Of an operation: `registration.submit`; or `*`. */
  operation: z.string().max(64),
  /** How many requests it meets; 0: all until it is taken away. */
  count: z.number().int().min(0).max(1_000_000),
  /** Of `slow`. */
  milliseconds: z.number().int().min(0).max(600_000).default(0),
});
export type Fault = z.infer<typeof faultSchema>;

export interface Faults {
  list(): readonly Fault[];
  set(faults: readonly Fault[]): void;
  /** The fault that meets this request, counted. */
  take(operation: string): Fault | null;
}

export function createFaults(): Faults {
  let active: Fault[] = [];
  return {
    list: () => active,
    set: faults => void (active = [...faults]),
    take(operation) {
      const fault = active.find(({ operation: wanted }) => wanted === '*' || wanted === operation);
      if (fault === undefined) return null;
      if (fault.count === 1) active = active.filter(other => other !== fault);
      else if (fault.count > 1) {
        active = active.map(other => (other === fault ? { ...fault, count: fault.count - 1 } : other));
      }
      return fault;
    },
  };
}
