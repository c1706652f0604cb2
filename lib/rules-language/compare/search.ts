import type { Expression } from '../syntax/ast';
import { type Atom, atomOf, type Leaf } from './atom';
import type { Budget } from './budget';
import { assume, type ElementLiteral, EMPTY, type State } from './state';

/** An expression and whether it is wanted true or false. */
export interface Goal {
  readonly expression: Expression;
  readonly holds: boolean;
  /** Divided before the others: what a request is limited to decides most of what it is not to be. */
  readonly first?: true;
}

const KEPT = new WeakMap<Leaf, Atom>();

/** Called with each state in which all goals hold, as far as is known; `true` ends the search. */
export type Visitor = (state: State) => boolean;

/**
 * Looks for states in which goals hold: a tableau that follows what has one way only first, and divides the others so that
 * no two ways share a request. A way ends where its assumptions are proven to contradict each other.
 */
export class Search {
  private readonly atoms = new Map<Leaf, Atom>();
  private readonly decided = new WeakMap<State, Map<string, boolean | undefined>>();

  constructor(private readonly budget: Budget) {}

  /**
   * Visits the states; `false` without a visit proves that no request fulfils the goals.
   *
   * @throws TooLarge
   */
  run(goals: readonly Goal[], visit: Visitor): boolean {
    return this.follow(EMPTY, goals, visit);
  }

  /**
   * One element for each condition that wants one, under all conditions that hold for every element.
   *
   * @param present whether the array is to be there, though nothing may be wanted of it
   */
  elementGoals(
    literals: readonly ElementLiteral[],
    present: 'as wanted' | 'present' = 'as wanted',
  ): readonly (readonly Goal[])[] {
    const wanted: Goal[] = [];
    const common: Goal[] = [];
    for (const { elements, holds } of literals) {
      const goal = { expression: elements.condition, holds };
      if ((elements.quantifier === 'any') === holds) {
        // An `all` that is false because the array is missing wants no element.
        if (holds || !elements.falseIfMissing) wanted.push(goal);
      } else {
        common.push(goal);
        // An `all` that is true because of its elements has one in a request that is made up for it.
        if (holds && elements.falseIfMissing && present === 'present') wanted.push(goal);
      }
    }
    return wanted.map((goal) => [goal, ...common]);
  }

  private readonly elementsExist = (literals: readonly ElementLiteral[]): boolean =>
    this.elementGoals(literals).every((goals) => this.run(goals, () => true));

  private follow(state: State, goals: readonly Goal[], visit: Visitor): boolean {
    this.budget.spend(200);
    let current = state;
    let open = goals;
    for (let changed = true; changed;) {
      changed = false;
      // What contradicts an assumption literally is found before anything is proven of the rest.
      if (this.refutes(current, open)) return false;
      const next: Goal[] = [];
      const queue = [...open].reverse();
      for (let goal = queue.pop(); goal !== undefined; goal = queue.pop()) {
        const { expression, holds } = goal;
        const decided = this.decide(current, expression);
        if (decided === holds) continue;
        if (decided !== undefined) return false;
        const ways = this.waysOf(current, goal);
        const [only] = ways;
        if (ways.length === 1 && only !== undefined) queue.push(...[...only].reverse());
        else if (ways.length > 1) next.push(goal);
        else {
          const reached = assume(
            current,
            { atom: this.atom(expression as Leaf), holds },
            this.budget,
            this.elementsExist,
          );
          if (reached === undefined) return false;
          current = reached;
          changed = true;
          if (this.refutes(current, queue)) return false;
        }
      }
      open = next;
    }
    return this.branch(current, open, visit);
  }

  private branch(state: State, open: readonly Goal[], visit: Visitor): boolean {
    let chosen: { readonly goal: Goal; readonly ways: readonly (readonly Goal[])[] } | undefined;
    for (const goal of open) {
      const ways = this.waysOf(state, goal);
      const isBetter =
        chosen === undefined ||
        (goal.first === chosen.goal.first ? ways.length < chosen.ways.length : goal.first === true);
      if (isBetter) chosen = { goal, ways };
    }
    if (chosen === undefined) return visit(state);
    const { goal, ways } = chosen;
    const others = open.filter((other) => other !== goal);
    const excluded: Goal[] = [];
    for (const way of ways) {
      if (this.follow(state, [...way, ...others, ...excluded], visit)) return true;
      const [alone, ...more] = way;
      if (alone !== undefined && more.length === 0) {
        excluded.push({ expression: alone.expression, holds: !alone.holds });
      }
    }
    return false;
  }

  /** The ways in which an undecided goal can hold: one is no choice, and none says that it is a leaf. */
  private waysOf(state: State, goal: Goal): readonly (readonly Goal[])[] {
    const { expression, holds } = goal;
    if (expression.kind === 'not') return [[{ ...goal, expression: expression.operand, holds: !holds }]];
    if (expression.kind !== 'logical') return [];
    const { operator } = expression;
    if (operator !== 'xor') {
      const undecided = expression.operands.filter((operand) => this.decide(state, operand) === undefined);
      const goals = undecided.map((operand) => ({ ...goal, expression: operand }));
      return (operator === 'and') === holds ? [goals] : goals.map((one) => [one]);
    }
    let odd = holds;
    const undecided: Expression[] = [];
    for (const operand of expression.operands) {
      const decided = this.decide(state, operand);
      if (decided === undefined) undecided.push(operand);
      else if (decided) odd = !odd;
    }
    const [first, ...rest] = undecided;
    if (first === undefined) return [];
    if (rest.length === 0) return [[{ ...goal, expression: first, holds: odd }]];
    const [second, ...more] = rest;
    const remainder: Expression =
      second !== undefined && more.length === 0
        ? second
        : { kind: 'logical', operator: 'xor', operands: rest };
    return [true, false].map((value) => [
      { ...goal, expression: first, holds: value },
      { ...goal, expression: remainder, holds: odd !== value },
    ]);
  }

  /** Whether the assumptions decide an expression: what was assumed literally is looked up before anything is proven. */
  private decide(state: State, expression: Expression): boolean | undefined {
    return (
      this.lookUp(state, expression) ?? this.decideWith(expression, (leaf) => this.decideLeaf(state, leaf))
    );
  }

  private refutes(state: State, goals: readonly Goal[]): boolean {
    return goals.some(({ expression, holds }) => this.lookUp(state, expression) === !holds);
  }

  private lookUp(state: State, expression: Expression): boolean | undefined {
    return this.decideWith(expression, (leaf) => state.literals.get(this.atom(leaf).key)?.holds);
  }

  private decideWith(
    expression: Expression,
    decideLeaf: (leaf: Leaf) => boolean | undefined,
  ): boolean | undefined {
    switch (expression.kind) {
      case 'boolean':
        return expression.value;
      case 'not': {
        const decided = this.decideWith(expression.operand, decideLeaf);
        return decided === undefined ? undefined : !decided;
      }
      case 'logical': {
        const decisive = expression.operator === 'xor' ? undefined : expression.operator === 'or';
        let odd = false;
        let isOpen = false;
        for (const operand of expression.operands) {
          const decided = this.decideWith(operand, decideLeaf);
          if (decided === undefined) isOpen = true;
          else if (decided === decisive) return decided;
          else odd = odd !== decided;
        }
        if (isOpen) return undefined;
        return decisive === undefined ? odd : !decisive;
      }
      default:
        return decideLeaf(expression);
    }
  }

  private decideLeaf(state: State, leaf: Leaf): boolean | undefined {
    const atom = this.atom(leaf);
    const assumed = state.literals.get(atom.key);
    if (assumed !== undefined) return assumed.holds;
    this.budget.spend(1);
    let decided = this.decided.get(state);
    if (decided === undefined) this.decided.set(state, (decided = new Map<string, boolean | undefined>()));
    if (decided.has(atom.key)) return decided.get(atom.key);
    const can = (holds: boolean) =>
      assume(state, { atom, holds }, this.budget, this.elementsExist) !== undefined;
    const verdict = can(true) ? (can(false) ? undefined : true) : false;
    decided.set(atom.key, verdict);
    return verdict;
  }

  private atom(leaf: Leaf): Atom {
    const known = this.atoms.get(leaf) ?? KEPT.get(leaf);
    if (known !== undefined) return known;
    const atom = atomOf(leaf);
    // The automaton of a regular expression grows while it is used: each search has its own.
    const isGrowing =
      leaf.kind === 'quantifier' || (leaf.kind === 'comparison' && leaf.right.kind === 'regex');
    (isGrowing ? this.atoms : KEPT).set(leaf, atom);
    return atom;
  }
}
