import { TerraformResource, TerraformStack, Token } from 'cdktf';
import type { IConstruct } from 'constructs';
import { show } from '../errors';
import { PHASES } from '../exceptions';
import { oneOwnerHelp } from '../lint/terraform/one-owner';
import { entryPointsOfStack, rulesetPhases } from '../lint/terraform/stack-entry-points';
import type { ComparedEntryPoint } from '../lint/terraform/terraform-entry-points';
import { isSameZone } from '../lint/terraform/terraform-zones';
import { isEntryPoint } from './version-checks';
import type { Zone } from './zone';

/** A resource of the app that is, or may be, an entry point which a ZoneWaf shares. */
interface OtherEntryPoint {
  /** False if it is not known whether its zone is that of the ZoneWaf. */
  readonly isCertain: boolean;
  readonly message: string;
}

/**
 * Resources of the app that write an entry point of the zone: Cloudflare refuses the second one, and once both are in
 * a state each deploy of one removes the rules of the other.
 *
 * @param waf The ZoneWaf.
 * @param phases Those that it takes part in.
 */
export function otherEntryPoints(
  waf: IConstruct,
  { reference, domainName }: Zone,
  phases: readonly string[],
): readonly OtherEntryPoint[] {
  const stack = TerraformStack.of(waf);
  const zone =
    'id' in reference
      ? { id: reference.id, name: domainName?.toLowerCase() }
      : { name: reference.name.toLowerCase(), account: reference.accountId };
  return foreignEntryPoints(waf).flatMap(({ place, resource: { address }, phase, zone: written }) => {
    const isSame = phases.includes(phase) ? isSameZone(zone, written) : false;
    if (isSame === false) return [];
    const title = place === stack ? show(address) : `${show(address)} of the stack ${show(place.node.path)}`;
    return [
      {
        isCertain: isSame === true,
        message:
          isSame === true
            ? `${title} writes the entry point of this zone for ${show(phase)}, which the ZoneWaf shares [entry-point/twice]; ${oneOwnerHelp(address)}`
            : `${title} is an entry point for ${show(phase)}, too, and it is not known whether it is in this zone [entry-point/maybe-twice]; name both zones the same way; if they are one: ${oneOwnerHelp(address)}`,
      },
    ];
  });
}

type ForeignEntryPoint = ComparedEntryPoint & { readonly place: TerraformStack };

/** What one synth has found so far. */
interface Scan {
  readonly byStack: Map<TerraformStack, readonly ForeignEntryPoint[]>;
  /** The ZoneWafs that have asked, and their stacks. */
  readonly asked: Set<unknown>;
}

const SCANS = new WeakMap<IConstruct, Scan>();

/**
 * Entry points in all stacks of the app that no ZoneWaf shares. A synth asks for each ZoneWaf, so the stacks are read once
 * for all of them: again when one asks twice, when a stack asks that may have changed since, and after the synth, which
 * nothing interrupts.
 */
function foreignEntryPoints(waf: IConstruct): readonly ForeignEntryPoint[] {
  const { root } = waf.node;
  let scan = SCANS.get(root);
  if (scan === undefined || scan.asked.has(waf)) {
    scan = { byStack: new Map<TerraformStack, readonly ForeignEntryPoint[]>(), asked: new Set<unknown>() };
    for (const stack of stacksOf(root)) scan.byStack.set(stack, foreignIn(stack));
    SCANS.set(root, scan);
    queueMicrotask(() => SCANS.delete(root));
  } else {
    const stack = TerraformStack.of(waf);
    if (!scan.asked.has(stack)) scan.byStack.set(stack, foreignIn(stack));
  }
  scan.asked.add(waf).add(TerraformStack.of(waf));
  return [...scan.byStack.values()].flat();
}

function foreignIn(place: TerraformStack): readonly ForeignEntryPoint[] {
  if (!mayHaveOthers(place)) return [];
  return entryPointsOfStack(place.toTerraform())
    .filter(({ isShared, isOfZone }) => !isShared && isOfZone)
    .map((entryPoint) => ({ ...entryPoint, place }));
}

function stacksOf(root: IConstruct): readonly TerraformStack[] {
  return root.node.findAll().filter((construct) => TerraformStack.isStack(construct));
}

/** Whether the stack has such a resource in whatever zone: only then it is worth rendering as a whole. */
function mayHaveOthers(stack: TerraformStack): boolean {
  // Resources that an escape hatch of the stack writes are no constructs.
  const overrides = Reflect.get(stack, 'rawOverrides') as object;
  const written = stack.node
    .findAll()
    .filter((construct) => TerraformResource.isTerraformResource(construct))
    .filter(({ node: { scope } }) => scope === undefined || !isEntryPoint(scope))
    .filter(({ terraformResourceType }) => terraformResourceType === 'cloudflare_ruleset')
    .map((resource): unknown => resource.toTerraform());
  // A token may turn out to be any phase.
  return (Object.keys(overrides).length === 0 ? written : [overrides, ...written])
    .flatMap(rulesetPhases)
    .some((phase) => typeof phase !== 'string' || Token.isUnresolved(phase) || phase.toLowerCase() in PHASES);
}
