import type { Operation } from '../operation';
import { cursorPage } from '../pagination';
import { rulesetSummary, visibleRulesets } from '../rulesets';
import { scopeOf } from '../scopes';

/** `GET /{zones|accounts}/:id/rulesets`: the rulesets without their rules. */
export const listRulesets: Operation = (call) => {
  const all = visibleRulesets(call.state, scopeOf(call));
  const page = cursorPage(all, call.query, { default: call.state.rulesetPageSize, max: 1000 });
  const result = page.items.map(rulesetSummary);
  return page.isWhole ? { result } : { result, resultInfo: page.resultInfo };
};
