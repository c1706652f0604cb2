import type { BlockedRequest } from './blocked-request';

/** How many requests they stand for. */
export function weightOf(requests: readonly BlockedRequest[]): number {
  return requests.reduce((sum, { weight }) => sum + weight, 0);
}
