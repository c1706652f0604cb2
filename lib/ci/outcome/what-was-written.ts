import type { Review } from '../../review';

/**
 * What a failed apply has written, as far as a plan afterwards proves it.
 *
 * @param digest Of the plan that was applied.
 * @param left The review of the plan afterwards; `undefined` if that failed as well.
 */
export function whatWasWritten(digest: string, left: Pick<Review, 'digest' | 'isEmpty'> | undefined): string {
  if (left === undefined)
    return 'it is not known what was written, because the plan afterwards failed as well';
  if (left.isEmpty)
    return 'but a plan afterwards is empty: the zone matches the code; it does not show whether rules of others were lost';
  if (left.digest === digest) return 'a plan afterwards is the same: none of it was written';
  return 'a plan afterwards differs: part of it was written, or the zone changed; the log shows what is left';
}
