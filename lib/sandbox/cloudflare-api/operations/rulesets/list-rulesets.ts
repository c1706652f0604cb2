import type { Operation } from '../../http/operation';
import { cursorPage } from '../../http/pagination';
import { rulesetSummary, visibleRulesets } from '../../state/rulesets';
import { scopeOf } from '../../http/scopes';

/** `GET /{zones|accounts}/:id/rulesets`: the rulesets without their rules. */
export const listRulesets: Operation = (call) => {
  const all = visibleRulesets(call.state, scopeOf(call));
  const page = cursorPage(all, call.query, { default: call.state.rulesetPageSize, max: 1000 });
  const result = page.items.map(rulesetSummary);
  return page.isWhole ? { result } : { result, resultInfo: page.resultInfo };
};
