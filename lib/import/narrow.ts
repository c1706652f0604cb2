import { MANAGED_PHASE, skippableTitle } from '../cloudflare';
import { InputError } from '../errors';
import { Skip } from '../exceptions';
import { difference } from '../rules-language';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { defineDraft, type Draft, type DraftRule, filled } from '../exception-code';
import { requestsOf } from './draft-of';

/** A narrower exception in place of that of a draft. */
export interface Narrowing {
  readonly draft: Draft;
  readonly skip: Skip;
  /** What it gives up, at least one thing. */
  readonly losses: readonly Loss[];
}

/** Something that the narrower exception no longer lets through. */
export interface Loss {
  /** In words, as a line of a list. */
  readonly says: string;
  /** One of the requests that the rules inspect again, if it is about requests and one was found. */
  readonly without?: SampleRequest | undefined;
}

interface Step {
  readonly says: (draft: Draft) => string;
  /** `undefined` where it changes nothing. */
  readonly to: (draft: Draft) => Draft | undefined;
}

const STEPS: readonly Step[] = [
  {
    says: ({ paths }) => `paths other than ${paths.filter(isSection).map(sectionWords).join(' or ')}`,
    to: (draft) =>
      draft.paths.some(isSection)
        ? { ...draft, paths: draft.paths.flatMap((path) => (isSection(path) ? sectionOf(path) : [path])) }
        : undefined,
  },
  {
    says: () => 'plain HTTP',
    to: (draft) => (draft.isEncrypted ? undefined : { ...draft, isEncrypted: true }),
  },
];

/**
 * What can be narrower without knowing more than the rule says; `undefined` if nothing can. Each step is proven to let nothing
 * through that the one before it does not.
 */
export function narrowed(draft: Draft, rule: DraftRule): Narrowing | undefined {
  const losses: Loss[] = [];
  let current = draft;
  for (const { says, to } of STEPS) {
    const next = to(current);
    if (next === undefined || !isTaken(next, rule)) continue;
    const [before, after] = [requestsOf(current), requestsOf(next)];
    if (difference({ anyOf: [after], noneOf: [before] }).kind !== 'none') continue;
    const lost = difference({ anyOf: [before], noneOf: [after] });
    if (lost.kind === 'none') continue;
    losses.push({ says: says(current), without: lost.kind === 'some' ? lost.request : undefined });
    current = next;
  }
  const { phases = [], products = [] } = rule.skip.parameters;
  const others = [...phases.filter((phase) => phase !== MANAGED_PHASE), ...products];
  if (!phases.includes(MANAGED_PHASE) || others.length === 0) {
    return losses.length === 0 ? undefined : { draft: current, skip: rule.skip, losses };
  }
  const says = `all of them, by ${others.map(skippableTitle).join(', ')}`;
  return { draft: current, skip: Skip.allManagedRules(), losses: [...losses, { says }] };
}

/** A text that begins a segment: what someone meant is a path, or all below it. */
function isSection({ form, text }: Draft['paths'][number]): boolean {
  return form === 'contains' && text.startsWith('/');
}

function sectionOf({ text }: Draft['paths'][number]): Draft['paths'] {
  return text.endsWith('/')
    ? [{ form: 'under', text }]
    : [
        { form: 'exact', text },
        { form: 'under', text: `${text}/` },
      ];
}

function sectionWords({ text }: Draft['paths'][number]): string {
  return text.endsWith('/') ? `those below \`${text}\`` : `\`${text}\` and those below it`;
}

function isTaken(draft: Draft, rule: DraftRule): boolean {
  try {
    // Conditions may contradict what fills an open part; they are those of the rule, which nothing narrows.
    defineDraft({ ...filled(draft, rule), where: [] }, rule);
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return false;
  }
}
