/** An exception of the test's namespace. */
export interface TestException {
  readonly ref: string;
  readonly expression: string;
  readonly action_parameters?: object;
}

/** Which entry point, and whose exceptions it gets. */
export interface Coexistence {
  readonly zoneId: string;
  readonly phase: string;
  /** Prefix of the refs that are ours. */
  readonly prefix: string;
  readonly exceptions: readonly TestException[];
}

const EXECUTED = '["skip", "execute"]';
const COMPARED = `[r.ref, r.action, r.enabled, r.expression, r.description, try(r.logging.enabled, null), try({ for k, v in r.action_parameters : k => v if v != null }, {})]`;
const HAS_PARAMETER = 'length([for k, v in r.action_parameters : k if v != null]) == 0';

/**
 * A configuration that shares an entry point with other owners: finds it, adopts it, keeps the rules of others and writes
 * its own before them. It is the hardest customer of the provider: data sources that are deferred, dynamic tuples,
 * import by `for_each`, conditions on what was read.
 */
export function coexistence({ zoneId, phase, prefix, exceptions }: Coexistence): object {
  const others = `startswith(r.ref, "wafx__") && !startswith(r.ref, "${prefix}")`;
  const notOurs = `for r in flatten([for d in data.cloudflare_ruleset.own : coalesce(d.rules, [])]) : r.ref if !startswith(r.ref, "${prefix}")`;
  const dropped = `setsubtract([${notOurs}], local.desired[*].ref)`;
  const before = 'one(values(data.cloudflare_ruleset.live)).version';
  return {
    terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version: '5.14.0' } } },
    provider: { cloudflare: [{}, { alias: 'entry_point' }] },
    data: {
      cloudflare_rulesets: { all: { zone_id: zoneId } },
      cloudflare_ruleset: {
        live: { for_each: '${local.ids}', zone_id: zoneId, id: '${each.value}' },
        now: {
          for_each: '${local.ids}',
          zone_id: zoneId,
          id: '${local.in_sync ? each.value : (timestamp() == "" ? "" : each.value)}',
        },
        own: { for_each: '${local.own}', zone_id: zoneId, id: '${each.value}' },
      },
    },
    locals: {
      ids: `\${toset([for r in data.cloudflare_rulesets.all.rulesets : r.id if r.kind == "zone" && r.phase == "${phase}"])}`,
      live: '${flatten([for d in data.cloudflare_ruleset.live : [for r in coalesce(d.rules, []) : merge({ for k, v in r : k => v if !contains(["id", "categories"], k) }, { logging = r.action == "skip" ? coalesce(r.logging, { enabled = true }) : null })]])}',
      ours: Object.fromEntries(exceptions.map((exception) => [exception.ref, ruleOf(exception)])),
      exceptions: `\${merge({ for r in local.live : r.ref => r if ${others} }, local.ours)}`,
      foreign: '${[for r in local.live : r if !startswith(r.ref, "wafx__")]}',
      desired: '${concat([for ref in sort(keys(local.exceptions)) : local.exceptions[ref]], local.foreign)}',
      in_sync: `\${jsonencode([for r in local.desired : ${COMPARED}]) == jsonencode([for r in local.live : ${COMPARED}])}`,
      own: '${{ for k, r in cloudflare_ruleset.entry_point : k => r.id }}',
    },
    import: [
      {
        for_each: '${local.ids}',
        to: 'cloudflare_ruleset.entry_point["entry_point"]',
        id: `zones/${zoneId}/\${each.value}`,
      },
    ],
    resource: {
      cloudflare_ruleset: {
        entry_point: {
          for_each: '${length(local.ids) > 0 || length(local.ours) > 0 ? toset(["entry_point"]) : toset([])}',
          provider: 'cloudflare.entry_point',
          zone_id: zoneId,
          kind: 'zone',
          phase,
          name: 'default',
          description: '',
          rules: '${local.desired}',
          lifecycle: {
            prevent_destroy: true,
            ignore_changes: ['name', 'description'],
            precondition: [
              {
                condition: `\${alltrue([for d in data.cloudflare_ruleset.live : try(d.phase == "${phase}" && d.kind == "zone" && can(tonumber(d.version)), false)])}`,
                error_message: 'The API gave no complete answer.',
              },
              {
                condition: `\${length([for r in local.live : r.ref if contains(${EXECUTED}, r.action) && ${HAS_PARAMETER}]) == 0}`,
                error_message: 'A rule has a parameter that this provider version cannot read.',
              },
              {
                condition:
                  '${alltrue([for id, d in data.cloudflare_ruleset.now : d.version == data.cloudflare_ruleset.live[id].version])}',
                error_message: 'The entry point was changed by somebody else after this plan was made.',
              },
            ],
          },
        },
      },
    },
    output: {
      guard: {
        value: true,
        precondition: [
          {
            condition: `\${length(${dropped}) == 0}`,
            error_message: 'Writing this plan would drop rules of others.',
          },
          {
            condition: `\${length(local.ids) == 0 || alltrue([for r in cloudflare_ruleset.entry_point : try(tonumber(r.version) - tonumber(${before}) <= 1, false)])}`,
            error_message: 'LOST UPDATE?',
          },
        ],
      },
    },
  };
}

function ruleOf({ ref, expression, action_parameters }: TestException): object {
  return {
    ref,
    action: 'skip',
    action_parameters: action_parameters ?? { phases: ['http_request_firewall_managed'] },
    enabled: true,
    logging: { enabled: true },
    description: ref,
    expression,
  };
}
