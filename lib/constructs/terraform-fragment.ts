import { type IResolvable, type IResolveContext, TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformObject } from '../coexistence';
import { docsPage, InputError } from '../errors';
import { Verbatim, verbatimBlocks } from './verbatim';

/**
 * Hand-written Terraform JSON as part of a stack. CDKTF has no construct for data sources with a bare `for_each`,
 * imports with `for_each`, `removed` blocks and output preconditions; and a token inside a hand-written `${...}` would
 * render as a nested one, so this JSON holds none.
 */
export class TerraformFragment extends TerraformElement {
  constructor(
    scope: Construct,
    id: string,
    /** Called at each synth, after all constructs are made; must give the same answer each time, and no token. */
    private readonly produce: (context: IResolveContext) => TerraformObject,
  ) {
    super(scope, id);
  }

  override toTerraform(): IResolvable {
    return new Verbatim((context) => (context.preparing ? {} : verbatimBlocks(this.produce(context))));
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
