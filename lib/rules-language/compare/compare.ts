import type { Expression } from '../syntax/ast';
import { compile, type CompiledExpression } from '../compile/compile';
import { Budget, TooLarge } from './budget';
import { positionAxioms } from './position-axioms';
import { type Lists, resolve } from './resolve';
import { type Goal, Search } from './search';
import type { State } from './state';
import { requestsIn } from './witness';
import type { SampleRequest } from '../context/sample-request';
import { evaluate } from '../evaluate/evaluate';
import { ExecutionContext } from '../context/execution-context';
import { print } from '../syntax/print';
import { visit } from '../syntax/visit';

/**
 * Work that several questions share, in steps of a search. With nothing left, no question is answered.
 *
 * @example
 * const work: WorkLeft = { left: 100_000 };
 * const anyOf = [parse('ssl').expression];
 * difference({ anyOf, noneOf: [], work }).kind; // 'some'
 * work.left < 100_000; // true
 */
export interface WorkLeft {
  /** A question takes at most 4,000,000: a second or two. `difference` counts it down. */
  left: number;
}

/**
 * Two lists of expressions, and what is known about the lists that they name.
 *
 * @example
 * const input: DifferenceInput = {
 *   anyOf: [parse('ip.src in $office').expression],
 *   noneOf: [parse('ip.src in {203.0.113.0/24}').expression],
 *   lists: { office: ['203.0.113.7'] },
 * };
 * difference(input); // { kind: 'none' }
 */
export interface DifferenceInput {
  /** The requests must match at least one of these. */
  readonly anyOf: readonly Expression[];
  /** And they must match none of these; may be empty. */
  readonly noneOf: readonly Expression[];
  /** Contents of lists by name, without `$`. A list that is not given may have any contents. */
  readonly lists?: Lists;
  /** What is left for several questions: each takes from it. @default - as much as one question may take */
  readonly work?: WorkLeft;
  /** Can refuse a request, so that another one is looked for. @default - every request is accepted */
  readonly accepts?: (request: SampleRequest) => boolean;
}

/**
 * - `none`: proven, no request matches any of `anyOf` and none of `noneOf`
 * - `some`: this request does, as the evaluator confirms; `lists` and `fields` in it are assumptions that can come true
 * - `undecided`: neither could be shown; `parts` are the conditions that stand in the way, as text
 *
 * @example
 * const found: Difference = difference({
 *   anyOf: [parse('ip.src in {203.0.112.0/23}').expression],
 *   noneOf: [parse('ip.src in {203.0.113.0/24}').expression],
 * });
 * if (found.kind === 'some') found.request.ip; // '203.0.112.1'
 */
export type Difference =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly request: SampleRequest }
  | { readonly kind: 'undecided'; readonly reason: string; readonly parts: readonly string[] };

/** Work for one question: a second or two at most. */
const WORK = 4_000_000;
/** To compile an expression, look for it and print it. */
const COST_OF_EXPRESSION = 200;
/** Expressions that an answer names. */
const MAX_PARTS = 20;
/** States without a witness after which the search gives up. */
const MAX_STATES = 40;

/**
 * Looks for a request that matches any of `anyOf` and none of `noneOf`. With an empty `noneOf`, the result is a request
 * that `anyOf` matches, or the proof that there is none.
 *
 * A proof holds for every request that Cloudflare could see, rewritten ones included: it takes for granted only that
 * text is never missing (absent, it is empty), that every request has an address and a time, and that a URI is its path
 * and, where the query is not empty, a `?` and the query.
 *
 * @throws InputError `context/list-item` if the contents of a list are of no kind
 * @example
 * const narrow = parse('http.host eq "app.example.com" and ssl').expression;
 * const wide = parse('ends_with(http.host, ".example.com")').expression;
 * difference({ anyOf: [narrow], noneOf: [wide] }); // { kind: 'none' }
 * difference({ anyOf: [wide], noneOf: [narrow] }).kind; // 'some'
 */
export function difference(input: DifferenceInput): Difference {
  const { work } = input;
  if (work === undefined) return differenceWithin(input, new Budget(WORK));
  const budget = new Budget(Math.min(WORK, work.left));
  try {
    return differenceWithin(input, budget);
  } finally {
    work.left -= budget.spent;
  }
}

function differenceWithin(input: DifferenceInput, budget: Budget): Difference {
  const { lists = {}, accepts = () => true } = input;
  const search = new Search(budget);
  const size = input.anyOf.length + input.noneOf.length;
  if (budget.isOver(COST_OF_EXPRESSION * size)) return tooLarge(input);
  const compiledIn = input.anyOf.map(compileOnce);
  const compiledOut = input.noneOf.map(compileOnce);
  const given = namedLists([...input.anyOf, ...input.noneOf], lists);
  const excluded: readonly Goal[] = input.noneOf.map((expression) => ({
    expression: resolve(expression, lists),
    holds: false,
  }));
  const stuck = new Set<string>();
  let witness: SampleRequest | undefined;
  let states = 0;

  const visitState = (state: State): boolean => {
    let parts: readonly string[] | undefined;
    for (const candidate of requestsIn(state, search, budget)) {
      budget.spend(10 * (input.anyOf.length + input.noneOf.length));
      const allLists = { ...candidate.lists, ...given };
      const request = Object.keys(allLists).length === 0 ? candidate : { ...candidate, lists: allLists };
      const context = ExecutionContext.fromRequest(request);
      if (isBetween(compiledIn, compiledOut, context) && accepts(request)) {
        witness = request;
        return true;
      }
      parts ??= contrary(state, context);
    }
    for (const part of parts ?? [...state.literals.keys()]) stuck.add(part);
    return ++states >= MAX_STATES;
  };

  try {
    const outside = new Set(excluded.map(({ expression }) => print(expression)));
    const inside = input.anyOf.map((one) => resolve(one, lists));
    const axioms = positionAxioms([...inside, ...excluded.map(({ expression }) => expression)]);
    const common = [...excluded, ...axioms.map((expression): Goal => ({ expression, holds: true }))];
    for (const expression of inside) {
      // Most rules are the same before and after a change.
      if (outside.has(print(expression))) continue;
      if (search.run([{ expression, holds: true, first: true }, ...common], visitState)) break;
    }
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return tooLarge(input);
  }
  if (witness !== undefined) return { kind: 'some', request: witness };
  if (states === 0) return { kind: 'none' };
  return {
    kind: 'undecided',
    reason: 'whether a request is different depends on what the expressions do not say',
    parts: [...stuck],
  };
}

const compiled = new WeakMap<Expression, CompiledExpression>();

function compileOnce(expression: Expression): CompiledExpression {
  const known = compiled.get(expression) ?? compile(expression);
  compiled.set(expression, known);
  return known;
}

function tooLarge(input: DifferenceInput): Difference {
  return {
    kind: 'undecided',
    reason: 'the expressions are too large to compare',
    parts: [...input.anyOf, ...input.noneOf].slice(0, MAX_PARTS).map(print),
  };
}

function isBetween(
  inside: readonly CompiledExpression[],
  outside: readonly CompiledExpression[],
  context: ExecutionContext,
): boolean {
  return (
    inside.some((compiled) => evaluate(compiled, context).verdict === true) &&
    outside.every((compiled) => evaluate(compiled, context).verdict === false)
  );
}

/** The conditions that a request of the state does not fulfil after all, or of which that is unknown. */
function contrary(state: State, context: ExecutionContext): readonly string[] {
  const parts = [...state.literals.values()]
    .filter(({ atom, holds }) => evaluate(atom.compiled, context).verdict !== holds)
    .map(({ atom }) => atom.key);
  return parts.length > 0 ? parts : [...state.literals.keys()];
}

function namedLists(expressions: readonly Expression[], lists: Lists): Lists {
  const names = new Set<string>();
  for (const expression of expressions) {
    visit(expression, (node) => {
      if (node.kind === 'list' && Object.hasOwn(lists, node.name)) names.add(node.name);
    });
  }
  return Object.fromEntries([...names].map((name) => [name, lists[name] ?? []]));
}
