import { CUSTOM_PHASE, MANAGED_PHASE, RATE_LIMIT_PHASE } from '../../cloudflare';
import type { RuleChange } from '../changes/rule-changes';
import type { EntryPointChange } from '../plan/plan';
import { counted, list, own, type Text, text } from '../text';

/** Namespaces that a sentence names. */
const MAX_NAMED = 4;

/** Titles of phases as Cloudflare's dashboard has them. */
const PHASE_TITLES: Readonly<Record<string, string>> = {
  [CUSTOM_PHASE]: 'custom rules',
  [MANAGED_PHASE]: 'managed rules',
  [RATE_LIMIT_PHASE]: 'rate limiting rules',
};

export function phaseTitle(phase: string): Text {
  const title = PHASE_TITLES[phase];
  return title === undefined ? text`rules of the phase ${phase}` : own(title);
}

/** What happens to an entry point, in sentences. */
export interface EntryPointWords {
  readonly sentence: Text;
  /** The part of it that a reviewer must not miss; empty if there is none. */
  readonly alarm: Text;
  /** The rest of it. */
  readonly calm: Text;
}

/** What happens to the entry point itself, and whether the rules of others stay. */
export function entryPointWords(
  change: EntryPointChange,
  changes: readonly RuleChange[],
  untouched: { readonly exceptions: number; readonly foreign: number },
): EntryPointWords {
  const isLoud = change.isUnknown || change.action === 'delete' || change.action === 'replace';
  const parts = [
    { isLoud, words: eventWords(change, phaseTitle(change.phase), changes.length > 0) },
    { isLoud: true, words: namespaceWords(changes) },
    { isLoud: true, words: foreignWords(changes) },
    { isLoud: false, words: untouchedWords(untouched, change) },
  ];
  return {
    sentence: sentences(parts),
    alarm: sentences(parts.filter((part) => part.isLoud)),
    calm: sentences(parts.filter((part) => !part.isLoud)),
  };
}

function sentences(parts: readonly { readonly words: Text }[]): Text {
  return parts
    .filter(({ words }) => words.length > 0)
    .flatMap(({ words }, index) => (index === 0 ? words : [' ', ...words]));
}

function eventWords(
  { action, isAdopted, before, isUnknown, kind }: EntryPointChange,
  title: Text,
  isChanged: boolean,
): Text {
  if (isUnknown) {
    return [
      ...own('THE RULES ARE NOT KNOWN BEFORE THE APPLY: nothing can be said about the '),
      ...title,
      '.',
    ];
  }
  const owner = kind === 'root' ? 'account' : 'zone';
  switch (action) {
    case 'create':
      return [...own('There are no '), ...title, ...own(' yet: their entry point ruleset is created.')];
    case 'delete':
      return [
        ...own('THE ENTRY POINT IS DELETED: all '),
        ...title,
        ...own(` of the ${owner} go, ${counted(before.length, 'rule')}.`),
      ];
    case 'replace':
      return [
        ...own('THE ENTRY POINT IS REPLACED: it is deleted, with '),
        ...own(`${counted(before.length, 'rule')}, and made anew. In between the ${owner} has no `),
        ...title,
        ...own('.'),
      ];
    case 'release':
      return [...own('Terraform lets go of the '), ...title, ...own(': they stay as they are.')];
    case 'update':
      return [
        ...own(isAdopted ? 'The live ' : 'The '),
        ...title,
        ...own(isAdopted ? ' are adopted into the Terraform state, and ' : ' '),
        ...own(isChanged ? (isAdopted ? 'changed.' : 'are changed.') : 'stay: only their ruleset changes.'),
      ];
    case 'none':
      return isAdopted
        ? [...own('The live '), ...title, ...own(' are adopted into the Terraform state as they are.')]
        : [...own('The '), ...title, ...own(' stay as they are.')];
  }
}

/** Each stack has a namespace of its own: its plan changes no exception of another. */
function namespaceWords(changes: readonly RuleChange[]): Text {
  const names = changedNamespaces(changes);
  if (names.length < 2) return [];
  return [
    ...own('EXCEPTIONS OF SEVERAL NAMESPACES CHANGE: '),
    ...list(names.slice(0, MAX_NAMED).map((name) => text`${name}`)),
    ...own(names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : ''),
    '.',
  ];
}

/** Namespaces whose exceptions change, more than by their place. */
function changedNamespaces(changes: readonly Pick<RuleChange, 'kind' | 'namespace'>[]): readonly string[] {
  return [
    ...new Set(changes.flatMap(({ kind, namespace }) => (kind === 'moved' ? [] : (namespace ?? [])))),
  ].sort();
}

function foreignWords(changes: readonly RuleChange[]): Text {
  const foreign = changes.filter(({ isException }) => !isException);
  if (foreign.length === 0) return [];
  const kinds = (['removed', 'changed', 'moved', 'added'] as const)
    .map((kind) => ({ kind, count: foreign.filter((one) => one.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => own(`${count} ${kind}`));
  return [...own('FOREIGN RULES CHANGE: '), ...list(kinds), ...own('.')];
}

function untouchedWords(
  { exceptions, foreign }: { readonly exceptions: number; readonly foreign: number },
  { action }: EntryPointChange,
): Text {
  const stays = [
    ...(foreign > 0 ? [own(counted(foreign, 'foreign rule'))] : []),
    ...(exceptions > 0 ? [own(counted(exceptions, 'other exception'))] : []),
  ];
  if (stays.length === 0 || action === 'delete' || action === 'release') return [];
  return [...list(stays), ...own(' untouched.')];
}
