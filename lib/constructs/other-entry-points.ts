import { TerraformResource, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { show } from '../errors';
import { PHASES } from '../exceptions';
import { oneOwnerHelp } from '../lint/terraform/one-owner';
import { entryPointsOfStack, rulesetPhases } from '../lint/terraform/stack-entry-points';
import { isSameZone } from '../lint/terraform/terraform-zones';
import { isEntryPoint } from './version-checks';
import type { Zone } from './zone';

/** A resource of the app that is, or may be, an entry point which a ZoneWaf shares. */
interface OtherEntryPoint {
  /** False if nobody can tell whether its zone is that of the ZoneWaf. */
  readonly isCertain: boolean;
  readonly message: string;
}

/**
 * Resources of the app that write an entry point of the zone: Cloudflare refuses the second one, and once both are in
 * a state each deploy of one removes the rules of the other.
 *
 * @param stack The stack of the ZoneWaf.
 * @param phases Those that it takes part in.
 */
export function otherEntryPoints(
  { reference, domainName }: Zone,
  stack: TerraformStack,
  phases: readonly string[],
): readonly OtherEntryPoint[] {
  const zone =
    'id' in reference
      ? { id: reference.id, name: domainName?.toLowerCase() }
      : { name: reference.name.toLowerCase(), account: reference.accountId };
  return stacksOf(stack)
    .filter(mayHaveOthers)
    .flatMap((place) => {
      return entryPointsOfStack(place.toTerraform())
        .filter(({ isShared, isOfZone, phase }) => !isShared && isOfZone && phases.includes(phase))
        .map((other) => ({ ...other, isSame: isSameZone(zone, other.zone) }))
        .filter(({ isSame }) => isSame !== false)
        .map(({ resource: { address }, phase, isSame }) => {
          const title =
            place === stack ? show(address) : `${show(address)} of the stack ${show(place.node.path)}`;
          return {
            isCertain: isSame === true,
            message:
              isSame === true
                ? `${title} writes the entry point of this zone for ${show(phase)}, which the ZoneWaf shares [entry-point/twice]; ${oneOwnerHelp(address)}`
                : `${title} is an entry point for ${show(phase)}, too, and nobody can tell whether it is in this zone [entry-point/maybe-twice]; name both zones the same way; if they are one: ${oneOwnerHelp(address)}`,
          };
        });
    });
}

function stacksOf({ node: { root } }: IConstruct): readonly TerraformStack[] {
  return root.node.findAll().filter((construct) => TerraformStack.isStack(construct));
}

/** Whether the stack has such a resource in whatever zone: only then it is worth rendering as a whole. */
function mayHaveOthers(stack: TerraformStack): boolean {
  // Resources that an escape hatch of the stack writes are no constructs.
  const overrides: unknown = Reflect.get(stack, 'rawOverrides');
  const written = stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter(({ node: { scope } }) => scope === undefined || !isEntryPoint(scope))
    .filter(({ terraformResourceType }) => terraformResourceType === 'cloudflare_ruleset')
    .map((resource): unknown => resource.toTerraform());
  // A token may turn out to be any phase.
  return [overrides, ...written]
    .flatMap(rulesetPhases)
    .some((phase) => typeof phase !== 'string' || Token.isUnresolved(phase) || phase.toLowerCase() in PHASES);
}
