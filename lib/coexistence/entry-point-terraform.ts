import type { Phase, SkipRule } from '../exceptions';
import { comparable, IS_EXCEPTION, isMine, READABLE_PARAMETERS } from './rule-expressions';
import { escapeTemplates, expression, type TerraformJson, type TerraformObject } from './terraform-text';
import { entryPointKey, zoneIdValue, zoneKey, type ZoneReference, zoneTitle } from './zone-address';

/** One entry point as a stack takes part in it. */
export interface EntryPointSpec {
  readonly zone: ZoneReference;
  readonly phase: Phase;
  /** Starts of the refs of rules that this stack manages: its namespace and its retired ones. */
  readonly ownPrefixes: readonly string[];
  readonly rules: readonly SkipRule[];
  /** What happens to rules that no code declares. */
  readonly foreignRules: 'keep' | 'remove';
  /** Id of the entry point, for zones whose ruleset list does not show it on its first page. */
  readonly knownId: string | undefined;
  /** Most rules that the phase may hold; `undefined` = no quota. */
  readonly quota: number | undefined;
}

/** The Terraform of one entry point, apart from the resource's own arguments. */
export interface EntryPointTerraform {
  /** Merged into the stack: data sources, locals, import and output. */
  readonly stack: TerraformObject;
  /** Arguments of the `cloudflare_ruleset` resource. */
  readonly resource: TerraformObject;
}

/**
 * Many owners, one entry point. Cloudflare only lets a client write the whole list of a phase, so the plan reads the
 * live list, puts the code-managed exceptions of every namespace first, sorted by `ref`, and every other rule after
 * them, untouched and in its live order. `docs/coexistence.md` tells why each part is as it is; none of them is
 * optional: without any one of them other people's rules can be lost with exit code 0.
 */
export function entryPointTerraform(spec: EntryPointSpec): EntryPointTerraform {
  const key = entryPointKey(spec.zone, spec.phase);
  return {
    stack: {
      data: dataSources(spec, key),
      locals: locals(spec, key),
      import: [
        {
          for_each: expression(`local.${key}_ids`),
          to: `cloudflare_ruleset.${key}["entry_point"]`,
          id: `zones/${zoneIdValue(spec.zone)}/${expression('each.value')}`,
        },
      ],
      output: { [`${key}_guard`]: { value: true, precondition: [...outputConditions(spec, key)] } },
    },
    resource: {
      // Nothing to adopt and nothing to declare: the zone is left alone.
      for_each: expression(
        `length(local.${key}_ids) > 0 || length(local.${key}_ours) > 0 ? toset(["entry_point"]) : toset([])`,
      ),
      rules: expression(`local.${key}_desired`),
      lifecycle: {
        prevent_destroy: true,
        // A literal that is ignored: taken from the live ruleset they could become unknown, and an unknown name means
        // "replace".
        ignore_changes: ['name', 'description'],
        precondition: [...resourceConditions(spec, key)],
      },
    },
  };
}

/** Every rule of the live entry point as the resource takes it. */
export function liveRulesExpression(key: string): string {
  // By exclusion, so that whatever a newer provider can read is carried along. `logging` belongs to skip rules only,
  // and Cloudflare fills in its default.
  return (
    `flatten([for d in data.cloudflare_ruleset.${key} : [for r in coalesce(d.rules, []) : merge(` +
    `{ for k, v in r : k => v if !contains(["id", "categories"], k) }, ` +
    `{ logging = r.action == "skip" ? coalesce(r.logging, { enabled = true }) : null })]])`
  );
}

/** The set with the id of the live entry point, empty if there is none. */
export function entryPointIdsExpression(zone: ZoneReference, phase: Phase, knownId?: string): string {
  if (knownId !== undefined) return `toset(["${knownId}"])`;
  const rulesets = `data.cloudflare_rulesets.${zoneKey(zone)}.rulesets`;
  return `toset([for r in ${rulesets} : r.id if r.kind == "zone" && r.phase == "${phase}"])`;
}

function dataSources(spec: EntryPointSpec, key: string): TerraformObject {
  const zone_id = zoneIdValue(spec.zone);
  return {
    cloudflare_ruleset: {
      [key]: { for_each: expression(`local.${key}_ids`), zone_id, id: expression('each.value') },
      // Read again right before a write, and only then: timestamp() is unknown until the apply.
      [`${key}_now`]: {
        for_each: expression(`local.${key}_ids`),
        zone_id,
        id: expression(`local.${key}_in_sync ? each.value : (timestamp() == "" ? "" : each.value)`),
      },
      // What our state says is the entry point, whatever the list shows. A direct reference to the resource would put
      // the read off to the apply, which is too late.
      [`${key}_own`]: { for_each: expression(`local.${key}_own`), zone_id, id: expression('each.value') },
    },
  };
}

function locals(spec: EntryPointSpec, key: string): TerraformObject {
  const live = `local.${key}_live`;
  const exceptions = `local.${key}_exceptions`;
  return {
    [`${key}_ids`]: expression(entryPointIdsExpression(spec.zone, spec.phase, spec.knownId)),
    [`${key}_live`]: expression(liveRulesExpression(key)),
    [`${key}_ours`]: ourRules(spec.rules),
    [`${key}_exceptions`]: expression(
      `merge({ for r in ${live} : r.ref => r if ${IS_EXCEPTION} && !${isMine(spec.ownPrefixes)} }, local.${key}_ours)`,
    ),
    [`${key}_foreign`]: expression(`[for r in ${live} : r if !${IS_EXCEPTION} && ${isForeignKept(spec)}]`),
    [`${key}_desired`]: expression(
      `concat([for ref in sort(keys(${exceptions})) : ${exceptions}[ref]], local.${key}_foreign)`,
    ),
    [`${key}_in_sync`]: expression(`${comparable(`local.${key}_desired`)} == ${comparable(live)}`),
    [`${key}_own`]: expression(`{ for k, r in cloudflare_ruleset.${key} : k => r.id }`),
    ...(spec.phase === 'http_request_firewall_managed' ? skipsNothingLocals(spec, key) : {}),
  };
}

/** Our rules by `ref`, as plain data. */
function ourRules(rules: readonly SkipRule[]): TerraformJson {
  return escapeTemplates(
    Object.fromEntries(rules.map((rule) => [rule.ref, rule as unknown as TerraformObject])),
  );
}

/** Terraform expression: the rule `r`, which no code declares, stays. */
function isForeignKept(spec: EntryPointSpec): string {
  if (spec.foreignRules === 'keep') return 'true';
  // Without its `execute` rules the zone would have no managed rules at all.
  return spec.phase === 'http_request_firewall_managed' ? 'r.action == "execute"' : 'false';
}

/** The exceptions that would skip nothing, because no later rule runs the managed ruleset they name. */
function skipsNothingLocals(spec: EntryPointSpec, key: string): TerraformObject {
  const targets = spec.rules
    .filter(({ enabled }) => enabled)
    .map(({ ref, action_parameters: { rules = {}, rulesets = [] } }) => [
      ref,
      [...new Set([...rulesets, ...Object.keys(rules)])],
    ]);
  return {
    [`${key}_targets`]: Object.fromEntries(targets) as TerraformObject,
    [`${key}_executed`]: expression(
      `[for r in local.${key}_foreign : try(coalesce(r.action_parameters.id, ""), "") if r.action == "execute" && r.enabled]`,
    ),
    [`${key}_skips_nothing`]: expression(
      `flatten([for ref, ids in local.${key}_targets : [for id in ids : "\${ref} names \${id}" if !contains(local.${key}_executed, id)]])`,
    ),
  };
}

function resourceConditions(spec: EntryPointSpec, key: string): readonly TerraformObject[] {
  const unreadable = `[for r in local.${key}_live : r.ref if contains(["skip", "execute"], r.action) && length(${READABLE_PARAMETERS}) == 0]`;
  const place = `the ${spec.phase} rules of zone ${zoneTitle(spec.zone)}`;
  const read = `data.cloudflare_ruleset.${key}`;
  const conditions: TerraformObject[] = [
    {
      condition: expression(
        `alltrue([for d in ${read} : try(d.phase == "${spec.phase}" && d.kind == "zone" && can(tonumber(d.version)), false)])`,
      ),
      error_message: `Cloudflare gave no complete answer for ${place}. Nothing was written: plan again.`,
    },
    {
      condition: expression(`length(${unreadable}) == 0`),
      error_message: `In ${place}, these rules have only parameters that this version of the Cloudflare provider cannot read, and writing the list would drop them: ${expression(`join(", ", ${unreadable})`)}. Nothing was written. Give these rules other parameters, or upgrade the provider.`,
    },
    {
      condition: expression(`alltrue([for id, d in ${read}_now : d.version == ${read}[id].version])`),
      error_message: `Somebody else changed ${place} after this plan was made. Nothing was written: plan again.`,
    },
  ];
  if (spec.phase === 'http_request_firewall_managed') {
    conditions.push({
      condition: expression(`length(local.${key}_skips_nothing) == 0`),
      error_message: `These exceptions would skip nothing, because no enabled execute rule of zone ${zoneTitle(spec.zone)} runs the managed ruleset they name: ${expression(`join(", ", local.${key}_skips_nothing)`)}. Nothing was written. Name a ruleset that the zone deploys, or deploy it first.`,
    });
  }
  if (spec.quota !== undefined) {
    const count = `length(local.${key}_desired)`;
    conditions.push({
      // Whoever is over the quota already may still remove rules.
      condition: expression(`${count} <= ${spec.quota} || ${count} <= length(local.${key}_live)`),
      error_message: `Zone ${zoneTitle(spec.zone)} would have ${expression(count)} custom rules, and its quota is ${spec.quota}. Nothing was written. Remove a rule, use Skip.managedRulesets (it needs no custom rule), or correct \`plan\` or \`customRuleQuota\` of the ZoneWaf.`,
    });
  }
  return conditions;
}

function outputConditions(spec: EntryPointSpec, key: string): readonly TerraformObject[] {
  const place = `the ${spec.phase} rules of zone ${zoneTitle(spec.zone)}`;
  const stays = `${IS_EXCEPTION} ? !${isMine(spec.ownPrefixes)} : ${isForeignKept(spec)}`;
  const own = `flatten([for d in data.cloudflare_ruleset.${key}_own : coalesce(d.rules, [])])`;
  const dropped = `setsubtract([for r in ${own} : r.ref if ${stays}], local.${key}_desired[*].ref)`;
  const read = `one(values(data.cloudflare_ruleset.${key})).version`;
  return [
    {
      condition: expression(`length(${dropped}) == 0`),
      error_message: `Writing this plan would drop rules of others from ${place}: ${expression(`join(", ", ${dropped})`)}. Cloudflare's list of rulesets did not show the entry point, or it changed while planning. Nothing was written: plan again; if it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf.`,
    },
    {
      // What the plan compares with is read first, the state's copy later: a change in between would be reverted.
      condition: expression(
        `length(local.${key}_ids) == 0 || alltrue([for d in data.cloudflare_ruleset.${key}_own : try(d.version == ${read}, false)])`,
      ),
      error_message: `Somebody changed ${place} while this plan was made. Nothing was written: plan again.`,
    },
    {
      condition: expression(
        `length(local.${key}_ids) == 0 || alltrue([for r in cloudflare_ruleset.${key} : try(tonumber(r.version) - tonumber(${read}) <= 1, false)])`,
      ),
      error_message: `LOST UPDATE? Somebody else wrote ${place} in the moment of this apply: they were at version ${expression(`try(${read}, "none")`)} when planned and are at ${expression(`join(", ", [for r in cloudflare_ruleset.${key} : coalesce(r.version, "unknown")])`)} now. Compare these versions (GET .../rulesets/{id}/versions/{version}), restore what is missing, then plan every stack of this zone again. docs/coexistence.md tells how.`,
    },
  ];
}
