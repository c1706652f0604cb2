import { safeJson } from '../../errors';
import type {
  EntryPointReview,
  ListReview,
  OtherReview,
  Review,
  ReviewedFinding,
  RuleReview,
} from '../review';
import type { Verdict } from '../meaning/verdict';
import { plain } from '../text';
import { verdictWords } from '../words/verdict';

/** Of the JSON form: a new number for every change that a reader could stumble over. */
const REVIEW_VERSION = 2;

/** The review as JSON; `docs/review.schema.json` describes it. */
export function renderJson(review: Review): string {
  const { digest, isEmpty, verdict, zones, lists, others, executions, expiring } = review;
  return `${safeJson({
    version: REVIEW_VERSION,
    digest,
    isEmpty,
    verdict: verdictJson(verdict),
    zones: zones.map((zone) => ({
      id: zone.id,
      name: zone.name ?? null,
      verdict: verdictJson(zone.verdict),
      entryPoints: zone.entryPoints.map(entryPointJson),
    })),
    lists: lists.map(listJson),
    others: others.map(otherJson),
    executions: executions.map(({ address, kind, provider, detail }) => ({
      address,
      kind,
      provider: provider ?? null,
      detail,
    })),
    expiring: expiring.map((one) => ({ ...one, owner: one.owner ?? null })),
  })}\n`;
}

function entryPointJson(entryPoint: EntryPointReview) {
  const { address, phase, action, isAdopted, sentence, changes, untouched, quota } = entryPoint;
  return {
    address,
    phase,
    action,
    isAdopted,
    untouched,
    sentence: plain(sentence),
    quota: { ...quota, after: quota.after ?? null, limit: quota.limit ?? null },
    changes: changes.map(ruleJson),
  };
}

function ruleJson({
  sentence,
  verdict,
  opens,
  clauses,
  requests,
  findings,
  expression,
  ...rule
}: RuleReview) {
  return {
    kind: rule.kind,
    ref: rule.ref,
    namespace: rule.namespace ?? null,
    isException: rule.isException,
    isOnBase: rule.isOnBase,
    from: rule.from ?? null,
    to: rule.to ?? null,
    sentence: plain(sentence),
    further: rule.further,
    description: rule.description,
    owner: rule.owner ?? null,
    ticket: rule.ticket ?? null,
    lastDay: rule.lastDay ?? null,
    skips: rule.skips,
    fields: rule.fields.map(({ field, before, after }) => ({
      field,
      before: before ?? null,
      after: after ?? null,
    })),
    clauses: clauses ?? null,
    expression: { before: expression.before ?? null, after: expression.after ?? null },
    verdict: verdict === undefined ? null : verdictJson(verdict),
    opens: opens ?? null,
    requests,
    findings: findings.map(findingJson),
  };
}

function findingJson({ id, severity, message, help, rule, range, expression, path }: ReviewedFinding) {
  return { id, severity, message, help, rule, range, expression, path };
}

function listJson({ sentence, verdict, ...list }: ListReview) {
  return { ...list, sentence: plain(sentence), verdict: verdict === undefined ? null : verdictJson(verdict) };
}

function otherJson({ address, action, changes, touches }: OtherReview) {
  return {
    address,
    action,
    changes: changes.map(({ attribute, before, after }) => ({
      attribute,
      before: before ?? null,
      after: after ?? null,
    })),
    touches: touches ?? null,
  };
}

function verdictJson(verdict: Verdict) {
  const { kind, witness, undecided } = verdict;
  return {
    kind,
    sentence: plain(verdictWords(verdict)),
    witness: witness ?? null,
    undecided: undecided ?? null,
  };
}
