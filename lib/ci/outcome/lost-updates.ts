import { readPlannedVersions } from '../../review';

/**
 * Which entry points were written more than once between a plan and the plan after its apply, as sentences with the
 * versions to compare.
 *
 * @param planned The plan that was applied, as `terraform show -json` prints it.
 * @param left The plan afterwards.
 */
export function lostUpdates(planned: unknown, left: unknown): readonly string[] {
  const now = readPlannedVersions(left);
  return [...readPlannedVersions(planned)].flatMap(([address, before]) => {
    const after = now.get(address);
    // One version is ours.
    return after === undefined || after - before < 2
      ? []
      : [`${address} was at version ${before} in the plan and is now at ${after}`];
  });
}
