import { TerraformStack } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';
import { type EntryPointSpec, stackLocals } from '../coexistence';
import { TerraformFragment } from './terraform-fragment';

type Place = Pick<EntryPointSpec, 'zone' | 'phase'>;

/**
 * What all writes of a stack depend on, once for each stack: that no entry point of a zone it writes to has changed.
 *
 * @param place The entry point that the construct is; none for a list.
 */
export function addVersionChecks(construct: Construct, place?: Place): void {
  if (place !== undefined) Object.defineProperty(construct, ENTRY_POINT, { value: place });
  const stack = TerraformStack.of(construct);
  if (stack.node.tryFindChild(FRAGMENT) !== undefined) return;
  const places = () =>
    stack.node
      .findAll()
      .filter(isEntryPoint)
      .map((entryPoint) => entryPoint[ENTRY_POINT]);
  new TerraformFragment(stack, FRAGMENT, () => ({ locals: stackLocals(places()) }));
}

const FRAGMENT = 'waf-version-checks';

/** Two copies of the package may be installed: `instanceof` would not know the other's constructs. */
const ENTRY_POINT = Symbol.for('waf-exceptions/PhaseEntryPoint');

/** True for an entry point of a ZoneWaf. */
export function isEntryPoint(
  construct: IConstruct,
): construct is IConstruct & { readonly [ENTRY_POINT]: Place } {
  return ENTRY_POINT in construct;
}
