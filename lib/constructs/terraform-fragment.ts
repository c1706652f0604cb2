import { type IResolvable, type IResolveContext, TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformJson, TerraformObject } from '../coexistence';
import { docsPage, InputError } from '../errors';

/**
 * Hand-written Terraform JSON as part of a stack. CDKTF has no construct for data sources with a bare `for_each`,
 * imports with `for_each`, `removed` blocks and output preconditions; and a token inside a hand-written `${...}` would
 * render as a nested one, so this JSON holds none.
 */
export class TerraformFragment extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    /** Called at each synth, after all constructs are made; must give the same answer each time. */
    private readonly produce: () => TerraformObject,
  ) {
    super(scope, id);
  }

  override toTerraform(): IResolvable {
    return new Verbatim(({ preparing }) => (preparing ? {} : withVerbatim(this.produce())));
  }

  /** CDKTF's HCL renderer drops data sources and writes conditions as text: what it gives would not guard anything. */
  override toHclTerraform(): never {
    throw new InputError(
      'synth/hcl',
      {
        message: '`cdktf synth --hcl` cannot render the conditions that keep rules of others from being lost',
        help: `use the synthesised cdk.tf.json, which is plain Terraform; ${docsPage('leaving-cdktf.md')} explains how`,
      },
      this.node.path,
    );
  }
}

/**
 * A value that CDKTF takes as it is. CDKTF resolves the tokens of each element twice and those of the whole stack once more,
 * value by value; with a thousand exceptions nearly all of them are ours, and none is a token.
 */
class Verbatim implements IResolvable {
  readonly creationStack: string[] = [];

  constructor(private readonly value: (context: IResolveContext) => unknown) {}

  resolve(context: IResolveContext): null {
    context.registerPostProcessor({ postProcess: () => this.value(context) });
    return null;
  }
}

/** Leaves what grows with the exceptions to the last resolution, the one of the whole stack. */
function withVerbatim({ locals, '//': comment, ...rest }: TerraformObject): object {
  return {
    ...rest,
    ...(locals !== undefined && { locals: mapValues(locals, verbatim) }),
    // Lists are joined with those of other fragments.
    ...(comment !== undefined && {
      '//': mapValues(comment, (list) => (list as readonly unknown[]).map(verbatim)),
    }),
  };
}

function verbatim(value: unknown): unknown {
  return typeof value === 'object' ? new Verbatim(() => value) : value;
}

function mapValues(members: TerraformJson, map: (value: unknown) => unknown): object {
  return Object.fromEntries(
    Object.entries(members as TerraformObject).map(([name, value]) => [name, map(value)]),
  );
}
