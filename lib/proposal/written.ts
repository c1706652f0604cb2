import { InputError } from '../errors';
import { defineDraft, type Draft, freeId, type Stopper, stoppers } from '../exception-code';
import { Skip } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';
import type { Proposal } from './propose';

/** A proposal as an exception that can be written. */
export interface WrittenProposal {
  readonly id: string;
  readonly proposal: Proposal;
  readonly draft: Draft;
  readonly skip: Skip;
  readonly reason: string;
  /** Findings that someone has to accept, such as `front-controller`. */
  readonly stoppers: readonly Stopper[];
}

/** Why a proposal cannot be written: its evidence has a host, method or path that no exception takes. */
export interface Unwritable {
  readonly proposal: Proposal;
  readonly reason: string;
}

const DAY_MS = 86_400_000;
/** An exception without a reason to last is judged again after a quarter of a year. */
const DAYS = 90;

/**
 * The proposals as exceptions; the ids are free of those that other proposals have. What does not fit into one exception is
 * split by its paths, so that a path that no exception takes keeps no other from its exception.
 */
export function writeProposals(
  proposals: readonly Proposal[],
  nowMs: number,
): { readonly written: readonly WrittenProposal[]; readonly unwritable: readonly Unwritable[] } {
  const taken = new Set<string>();
  const written: WrittenProposal[] = [];
  const unwritable: Unwritable[] = [];
  const queue = [...proposals];
  for (let proposal = queue.shift(); proposal !== undefined; proposal = queue.shift()) {
    try {
      written.push(writeProposal(proposal, nowMs, taken));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { paths, only } = proposal;
      const half = Math.ceil(paths.length / 2);
      if (paths.length > 1) queue.unshift(only(paths.slice(0, half)), only(paths.slice(half)));
      else unwritable.push({ proposal, reason: error.summary });
    }
  }
  return { written, unwritable };
}

function writeProposal(proposal: Proposal, nowMs: number, taken: Set<string>): WrittenProposal {
  const { host, method, paths, rules, wanted } = proposal;
  const [first, ...others] = rules.map(({ rulesetId, ruleId }) =>
    ManagedRule.fromId(ManagedRuleset.fromId(rulesetId), ruleId),
  );
  if (first === undefined) throw new Error('a proposal has a rule');
  const skip = Skip.managedRules(first, ...others);
  const rule = { skip, zoneName: undefined, nowMs };
  const { draft } = defineDraft(
    {
      hosts: [host],
      methods: [method],
      paths: paths.map((text) => ({ form: 'exact', text })),
      query: [],
      isEncrypted: wanted.every(({ request }) => request.scheme !== 'http'),
      from: undefined,
      where: [],
      starts: undefined,
      expires: new Date(nowMs + DAYS * DAY_MS).toISOString().slice(0, 10),
      open: [],
    },
    rule,
  );
  return {
    id: freeId([paths[0]?.split('/').at(-1) ?? '', paths[0] ?? ''], 'proposed', taken),
    proposal,
    draft,
    skip,
    reason: reasonOf(proposal),
    stoppers: stoppers(draft, rule),
  };
}

/** In our own words: of the evidence, only numbers get into it. */
function reasonOf({ rules }: Proposal): string {
  const numbers = rules.map(({ title }) => /\b9\d{5}\b/.exec(title ?? '')?.[0]);
  const isNumbered = numbers.every((number) => number !== undefined);
  const what = isNumbered
    ? `OWASP ${rules.length === 1 ? 'rule' : 'rules'} ${numbers.join(', ')}`
    : `${rules.length} managed ${rules.length === 1 ? 'rule' : 'rules'}`;
  return `Security Events: ${what} ${rules.length === 1 ? 'ends' : 'end'} requests that this application needs`;
}
