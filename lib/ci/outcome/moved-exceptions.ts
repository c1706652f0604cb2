import { MANAGED_PHASE } from '../../cloudflare';
import type { Review } from '../../review';

/**
 * The refs of the exceptions that a plan removes from the managed phase, if it does nothing else: what the deploy that
 * moved them to the custom phase has left for the next one.
 */
export function movedExceptions({
  zones,
  lists,
  others,
}: Pick<Review, 'zones' | 'lists' | 'others'>): readonly string[] | undefined {
  const changes = zones.flatMap(({ entryPoints }) =>
    entryPoints.flatMap(({ phase, changes: ofPhase }) => ofPhase.map((change) => ({ phase, ...change }))),
  );
  const isMove = changes.every(
    ({ phase, kind, isException }) => phase === MANAGED_PHASE && kind === 'removed' && isException,
  );
  return isMove && changes.length > 0 && lists.length === 0 && others.every(({ isInert }) => isInert)
    ? changes.map(({ ref }) => ref)
    : undefined;
}
