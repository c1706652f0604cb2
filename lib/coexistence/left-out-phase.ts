import { MANAGED_PHASE } from '../cloudflare';
import { type ReleaseSpec, releaseTerraform } from './release-terraform';
import { IS_EXCEPTION } from './rule-expressions';
import { executedLocal } from './skips-nothing';
import { expression, type TerraformObject } from './terraform-text';
import { entryPointKey } from './zone-address';

/**
 * The entry point of a phase that `phases` of a `ZoneWaf` leaves out: let go of if the state has it, never imported and
 * never written. It is read, because no exception of this stack may be left in it, and because what it runs decides
 * whether exceptions of the other phase skip anything.
 */
export function leftOutTerraform(spec: ReleaseSpec): TerraformObject {
  const { locals, ...release } = releaseTerraform(spec, {
    place: ` in ${spec.phase}, which \`phases\` of the ZoneWaf leaves out`,
    first: 'First deploy without these exceptions and with the phase in `phases`, then leave it out.',
    ifEmpty: `If the zone really has no rulesets, add the phase ${spec.phase} to \`phases\`.`,
    ifDeleted: `deploy once with the phase ${spec.phase} in \`phases\`, then leave it out again`,
  });
  return { ...release, locals: { ...(locals as TerraformObject), ...askedLocals(spec) } };
}

/** What the other entry point asks of this one: which exceptions move to it, or what it runs. */
function askedLocals(spec: ReleaseSpec): TerraformObject {
  const key = entryPointKey(spec.zone, spec.phase);
  if (spec.phase === MANAGED_PHASE) {
    return {
      [`${key}_foreign`]: expression(`[for r in local.${key}_live : r if !${IS_EXCEPTION}]`),
      ...executedLocal(spec),
    };
  }
  return { [`${key}_ours`]: {} };
}
