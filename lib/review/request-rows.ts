import { and, difference, fields, type SampleRequest, type WorkLeft } from '../rules-language';
import { nearMisses, protectionsOf, protectionsText, trace } from '../trace';
import type { RuleChange } from './changes/rule-changes';
import { parsed } from './changes/clauses';
import { withListContents } from './meaning/list-contents';
import type { Verdict } from './meaning/verdict';
import { withoutPresent } from './meaning/witness-time';
import type { ZoneMeaning } from './meaning/zone-meaning';
import type { RequestRow } from './review';
import type { ZoneComparison } from './zone-comparison';

/** An address for documentation (RFC 5737). */
const ANY_CALLER = '192.0.2.1';

/**
 * A request that the rule is for and its neighbours, with what happens to each before and after; empty where no request
 * could be found that the rule matches.
 */
export function requestRows(
  change: RuleChange,
  comparison: ZoneComparison,
  verdict: Verdict | undefined,
  { nowMs, work }: { readonly nowMs: number; readonly work: WorkLeft },
): readonly RequestRow[] {
  const intended = newlySkipped(change, verdict) ?? intendedRequest(change, comparison, nowMs, work);
  if (intended === undefined) return [];
  // A rule for every caller leaves the address open, and rules of others may ask for it.
  const request: SampleRequest = { ip: ANY_CALLER, ...intended };
  return [{ title: 'a request it is for', request }, ...nearMisses(request)].map((row) => ({
    title: row.title,
    request: row.request,
    before: outcome(comparison.before, row.request, nowMs),
    after: outcome(comparison.after, row.request, nowMs),
  }));
}

/** Of a rule that changes, a request that it was not for before says more; one of a later day would hide the present. */
function newlySkipped({ kind }: RuleChange, verdict: Verdict | undefined): SampleRequest | undefined {
  const request = kind === 'changed' ? verdict?.witness?.request : undefined;
  return request?.time === undefined ? request : undefined;
}

function intendedRequest(
  { before, after }: RuleChange,
  comparison: ZoneComparison,
  nowMs: number,
  work: WorkLeft,
): SampleRequest | undefined {
  const rule = after?.rule ?? before?.rule;
  const lists = (after === undefined ? comparison.before : comparison.after).lists.contents;
  const expression = rule === undefined ? undefined : parsed(rule.expression);
  if (expression === undefined) return undefined;
  const found = difference({
    anyOf: [and(withListContents(expression, lists), fields.receivedAtSeconds.ge(Math.floor(nowMs / 1000)))],
    noneOf: [],
    work,
  });
  return found.kind === 'some' ? withoutPresent(found.request, nowMs) : undefined;
}

function outcome({ zone, lists }: ZoneMeaning, request: SampleRequest, nowMs: number): string {
  const traced = trace(
    { ...zone, isManagedWhole: zone.isManagedKnown, lists: lists.contents },
    { time: new Date(nowMs), ...request },
  );
  return protectionsText(protectionsOf(traced));
}
