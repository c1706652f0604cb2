import { InputError } from '../errors';
import {
  defineException,
  defineLintedException,
  type DefinedException,
  type WafExceptionProps,
  Host,
  type ExceptionFinding,
  FINDING_IDS,
  isInZone,
  type Parameter,
  Path,
  type Skip,
} from '../exceptions';
import { lintFor } from '../lint/lint-exception';
import { print } from '../rules-language';
import { fields } from '../rules-language/build/build';

/** What a draft may leave open, and an exception must say. */
export type OpenPart = 'host' | 'method' | 'path';

/** An exception as far as its source describes it: a rule, or Security Events. */
export interface Draft {
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
  readonly paths: readonly Pick<Path, 'form' | 'text'>[];
  readonly query: readonly Parameter[];
  readonly isEncrypted: boolean;
  /** Addresses and CIDRs, the name of a list, or `undefined`: every caller. */
  readonly from: readonly string[] | { readonly listName: string } | undefined;
  /** Conditions that have no prop of their own, as text. */
  readonly where: readonly string[];
  readonly starts: string | undefined;
  readonly expires: string | undefined;
  /** Props that someone has to fill in, because the rule says nothing of them. */
  readonly open: readonly OpenPart[];
}

/** What a draft needs besides its request. */
export interface DraftRule {
  readonly skip: Skip;
  /** The zone's domain name; hosts outside of it are custom hostnames. */
  readonly zoneName: string | undefined;
  readonly nowMs: number;
}

/**
 * The exception that the draft becomes; a value that no prop takes is moved to `where`, or left open.
 *
 * @throws InputError for what no exception can say
 */
export function defineDraft(
  draft: Draft,
  rule: DraftRule,
): { readonly draft: Draft; readonly exception: DefinedException } {
  try {
    return { draft, exception: defineException('import', 'rule', propsOf(draft, rule), rule.nowMs) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const next = withoutRefused(draft, error.code);
    if (next === undefined) throw error;
    return defineDraft(next, rule);
  }
}

/** A draft that leaves nothing open by itself; parts that it cannot say otherwise are moved to `where`. */
export function sayable(draft: Draft, rule: DraftRule): Draft {
  if (draft.open.length === 0) return defineDraft(draft, rule).draft;
  // Conditions may contradict what fills an open part.
  const { from, where } = defineDraft({ ...filled(draft, rule), where: [] }, rule).draft;
  return { ...draft, from, where: [...draft.where, ...where] };
}

/** A finding that stops an exception, unless its author accepts it. */
export type Stopper = Pick<ExceptionFinding, 'id' | 'message'>;

/** The findings that stop the exception of a draft, unless its author accepts them. */
export function stoppers(draft: Draft, rule: DraftRule): readonly Stopper[] {
  const found: Stopper[] = [];
  const props = propsOf(draft.open.length === 0 ? draft : { ...filled(draft, rule), where: [] }, rule);
  const lint = lintFor({ plan: undefined, zoneName: rule.zoneName, nowMs: rule.nowMs });
  for (;;) {
    const accept = found.map(({ id }) => ({ finding: id, reason: 'the rule that it takes the place of' }));
    try {
      defineLintedException('import', 'rule', { ...props, accept }, rule.nowMs, lint);
      return found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const id = FINDING_IDS.find((one) => one === error.code);
      if (id === undefined || found.some((one) => one.id === id)) return found;
      found.push({ id, message: error.summary });
    }
  }
}

/** The draft with something in place of what it leaves open, so that the rest of it can be tried. */
export function filled(draft: Draft, { zoneName = 'example.com' }: DraftRule): Draft {
  const { hosts, methods, paths } = draft;
  return {
    ...draft,
    hosts: hosts.length > 0 ? hosts : [zoneName],
    methods: methods.length > 0 ? methods : ['POST'],
    paths: paths.length > 0 ? paths : [{ form: 'exact', text: '/to-be-written' }],
    open: [],
  };
}

/** The draft without the callers that `from` does not take. */
function withoutRefused(draft: Draft, code: string): Draft | undefined {
  const { from } = draft;
  if (!/^(?:address|from)\//.test(code) || from === undefined || 'listName' in from) return undefined;
  return { ...draft, from: undefined, where: [...draft.where, print(fields.clientAddress.inSet(from))] };
}

function propsOf(draft: Draft, { skip, zoneName }: DraftRule): WafExceptionProps {
  const { hosts, methods, paths, query, isEncrypted, from, where, starts, expires } = draft;
  return {
    request: {
      host: hosts.map((name) => (isOutside(name, zoneName) ? Host.customHostname(name) : name)),
      method: methods,
      path: paths.map(({ form, text }) => PATHS[form](text)),
      ...(query.length > 0 && { query: Object.fromEntries(query.map(({ name, values }) => [name, values])) }),
      ...(!isEncrypted && { scheme: 'any' as const }),
      ...(from !== undefined && { from }),
      ...(where.length > 0 && { where }),
    },
    skip,
    reason: 'imported from a rule of the zone',
    ...(starts !== undefined && { starts }),
    ...(expires !== undefined && { expires }),
    accept: [{ finding: 'path-contains', reason: 'the rule that it takes the place of does it, too' }],
  };
}

/** Whether a host is in none of the zone's names. */
export function isOutside(name: string, zoneName: string | undefined): boolean {
  return zoneName !== undefined && !isInZone(name, zoneName);
}

export const PATHS: Readonly<Record<Path['form'], (text: string) => Path>> = {
  exact: (text) => Path.exact(text),
  pattern: (text) => Path.pattern(text),
  under: (text) => Path.under(text),
  contains: (text) => Path.contains(text),
};
