import { safeJson } from '../../errors';
import type { SampleRequest } from '../../rules-language';
import { contains, type Protection } from '../meaning/protection';
import type { Undecided, Verdict, Witness } from '../meaning/verdict';
import type { OtherReview } from '../review';
import { counted, list, own, type Text, text } from '../text';
import { featureWords, rulesetWords, ruleWords } from './protections';

/** Conditions that a sentence repeats. */
const MAX_PARTS = 3;

const LABELS: Readonly<Record<Verdict['kind'], string>> = {
  same: 'Same',
  narrower: 'Narrower',
  undecided: 'Could not be decided',
  wider: 'WIDER',
  different: 'DIFFERENT',
};

/** The verdict, and one sentence about what the change does to the requests that are inspected. */
export function verdictWords(verdict: Verdict): Text {
  return [...own(`${LABELS[verdict.kind]}: `), ...verdictDetail(verdict)];
}

/** The sentence without the verdict, its first letter small. */
export function verdictDetail({ kind, witness, undecided }: Verdict): Text {
  switch (kind) {
    case 'same':
      return own('no request gains or loses protection.');
    case 'narrower':
      return own('requests that skipped something are inspected again, and none loses protection.');
    case 'undecided':
      return [...reasonWords(undecided), ...own('.')];
    case 'wider':
      return [
        ...witnessWords(witness),
        ...own(undecided === undefined ? '' : ' Whether anything is inspected again could not be decided.'),
      ];
    case 'different':
      return [...own('some requests are inspected again, and others no longer: '), ...witnessWords(witness)];
  }
}

function witnessWords(witness: Witness | undefined): Text {
  if (witness === undefined) return [];
  if (witness.endedBy !== undefined) {
    return [
      ...requestText(witness.request),
      ...text` was stopped by the custom rule ${witness.endedBy} and now passes the custom rules.`,
    ];
  }
  // A request of a later day has not been there yet.
  const verb = witness.request.time === undefined ? ' was inspected' : ' would have been inspected';
  return [
    ...requestText(witness.request),
    ...own(`${verb}${witness.isNotExecuted === true ? ', and no rule executes ' : ' and now skips '}`),
    ...list(lossWords(witness.skips)),
    ...own(witness.isNotExecuted === true ? ' for it any more' : ''),
    ...own(witness.passesCustomRules ? '.' : ', unless a custom rule blocks it.'),
  ];
}

/** What the verdict is not about; empty where it is about all that the plan changes. */
export function coverageWords(others: readonly Pick<OtherReview, 'isInert'>[]): Text {
  const count = others.filter(({ isInert }) => !isInert).length;
  if (count === 0) return [];
  const noun = count === 1 ? 'other resource changes' : 'other resources change';
  return own(`Only rules and lists are compared: ${counted(count, noun, noun)} too, listed below.`);
}

/** A request as a reader would send it, with what else was chosen for it. */
export function requestText({ method, url, ip, headers, fields, time }: SampleRequest): Text {
  const pairs = Array.isArray(headers)
    ? (headers as readonly (readonly [string, string])[])
    : Object.entries((headers ?? {}) as Readonly<Record<string, string | readonly string[]>>);
  const extra = [
    ...pairs.map(([name, value]) => `${name}: ${String(value)}`),
    ...Object.entries(fields ?? {}).map(([name, value]) => `${name} = ${show(value)}`),
  ];
  return [
    ...text`${`${method} ${url}`}`,
    ...(ip === undefined ? [] : text` from ${ip}`),
    ...(extra.length === 0 ? [] : text` with ${extra.join(', ')}`),
    ...(time === undefined ? [] : own(` at ${timeText(time)}`)),
  ];
}

function timeText(time: Date): string {
  return time
    .toISOString()
    .replace('T', ' ')
    .replace(/(\.000)?Z$/, ' UTC');
}

function show(value: unknown): string {
  return safeJson(value, 0);
}

/** What a request loses, without parts of what it loses as a whole. */
function lossWords(skips: readonly Protection[]): readonly Text[] {
  const isPart = (key: Protection) => skips.some((whole) => whole !== key && contains(whole, key));
  const whole = skips.filter(
    (key) => !isPart(key) && !(skips.includes('custom') && key.startsWith('custom:')),
  );
  const rules = new Map<string, string[]>();
  for (const key of whole) {
    const [, rulesetId, ruleId] = /^rule:([^/]*)\/(.*)$/s.exec(key) ?? [];
    if (rulesetId === undefined || ruleId === undefined) continue;
    rules.set(rulesetId, [...(rules.get(rulesetId) ?? []), ruleId]);
  }
  return [
    ...whole.filter((key) => !key.startsWith('rule:')).map(protectionWords),
    ...[...rules].map(([id, ids]) => ruleWords(id, ids)),
  ];
}

/** What the key of a protection means. */
function protectionWords(protection: Protection): Text {
  const [kind = '', id = ''] = protection.split(/:(.*)/s);
  switch (kind) {
    case 'managed':
      return own('all managed rules of the zone');
    case 'custom':
      return id === ''
        ? own('the custom rules that follow')
        : text`the custom rule ${id} and what follows it`;
    case 'ruleset':
      return [...own('the '), ...rulesetWords(id)];
    default:
      return featureWords(id);
  }
}

function reasonWords(undecided: Undecided | undefined): Text {
  const { reason = '', parts = [] } = undecided ?? {};
  const shown = parts.slice(0, MAX_PARTS).map((part) => text`${part}`);
  return [
    ...own(reason),
    ...(shown.length === 0 ? [] : [': ', ...list(shown)]),
    ...(parts.length > MAX_PARTS ? own(' and more') : []),
  ];
}
