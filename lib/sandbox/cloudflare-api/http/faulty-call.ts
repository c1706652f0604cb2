import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer';
import type { Fault } from './faults';
import { faultBody } from './faults';

/** Runs a call with whatever the fault does to it; undefined if the connection is to be dropped. */
export async function faultyCall(fault: Fault, call: () => Answer, now: number): Promise<Answer | undefined> {
  // A sandbox that ends does not wait for it.
  if (fault.delayMs !== undefined) await wait(fault.delayMs, undefined, { ref: false });
  if (fault.reset === 'before') return undefined;
  const isRefusal = fault.status !== undefined && fault.status >= 400;
  const answer = isRefusal ? undefined : call();
  if (fault.reset === 'after') return undefined;
  const headers = {
    ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
    ...fault.headers,
  };
  if (answer !== undefined && fault.status === undefined && fault.body === undefined) {
    return { ...answer, headers };
  }
  return { status: fault.status ?? 200, body: faultBody(fault, now), headers };
}
