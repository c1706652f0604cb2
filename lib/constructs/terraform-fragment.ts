import { TerraformElement } from 'cdktf';
import type { Construct } from 'constructs';
import type { TerraformObject } from '../coexistence';

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

  override toTerraform(): TerraformObject {
    return this.produce();
  }

  override toHclTerraform(): TerraformObject {
    return this.produce();
  }
}
