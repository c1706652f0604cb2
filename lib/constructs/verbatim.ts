import type { IResolvable, IResolveContext } from 'cdktf';
import type { TerraformJson, TerraformObject } from '../coexistence';

/**
 * A value that CDKTF takes as it is. CDKTF resolves the tokens of each element twice and those of the whole stack once more,
 * value by value, name by name; nearly all of them are ours, and none is a token.
 */
export class Verbatim implements IResolvable {
  /** Private, and no getter of its own: CDKTF looks for tokens in the names of what it could list. */
  readonly #value: (context: IResolveContext) => unknown;

  constructor(value: (context: IResolveContext) => unknown) {
    this.#value = value;
  }

  get creationStack(): string[] {
    return [];
  }

  resolve(context: IResolveContext): null {
    context.registerPostProcessor({ postProcess: () => this.#value(context) });
    return null;
  }
}

/**
 * How many names lead to what no other element of the stack has a part of, by the kind of block. An override of the stack may
 * still replace an argument of a resource or a data source, such as its `provider`.
 */
const DEPTHS: Readonly<Record<string, number>> = {
  '//': 2,
  check: 1,
  data: 3,
  import: 1,
  locals: 1,
  output: 1,
  removed: 1,
  resource: 3,
};

/** Hides the blocks of an element from the resolution of the whole stack, but not what CDKTF merges before it. */
export function verbatimBlocks(element: TerraformObject): object {
  return mapValues(element, (value, kind) => {
    const depth = DEPTHS[kind];
    return depth === undefined ? value : below(value, depth, (block) => new Verbatim(() => block));
  });
}

/** The same for the lists in an argument of a resource, which is resolved with the resource and then with the stack. */
export function verbatimLists(argument: TerraformJson): unknown {
  return below(argument, Number.POSITIVE_INFINITY, (item) => new Verbatim(() => new Verbatim(() => item)));
}

function below(value: TerraformJson, depth: number, hide: (value: TerraformJson) => Verbatim): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return hide(value);
  return Array.isArray(value)
    ? value.map((item: TerraformJson) => below(item, 0, hide))
    : mapValues(value as TerraformObject, (member) => below(member, depth - 1, hide));
}

function mapValues(members: TerraformObject, map: (value: TerraformJson, name: string) => unknown): object {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, map(value, name)]));
}
