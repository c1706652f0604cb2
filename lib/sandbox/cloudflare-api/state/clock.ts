import type { State } from './state';

/** The time in the sandbox, in milliseconds since 1970. */
export function nowOf({ clockAheadMs = 0 }: State): number {
  return Date.now() + clockAheadMs;
}
