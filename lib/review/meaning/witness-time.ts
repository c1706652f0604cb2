import type { SampleRequest } from '../../rules-language';

const DAY_MS = 86_400_000;

/** A time of today says nothing to the reader: without one, the present is meant. */
export function withoutPresent({ time, ...request }: SampleRequest, nowMs: number): SampleRequest {
  return time === undefined || Math.abs(time.getTime() - nowMs) < DAY_MS ? request : { ...request, time };
}
