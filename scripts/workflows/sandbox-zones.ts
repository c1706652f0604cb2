import { DECLARATION_KEY } from '../../lib/coexistence';
import { ManagedRuleset } from '../../lib/managed-rules';

type Json = Readonly<Record<string, unknown>>;

/**
 * What a sandbox needs so that the stack can be planned in it: its zones, each with the managed rulesets that its
 * exceptions name, and no rule of anybody else.
 *
 * @returns What `waf sandbox --zone-file` takes.
 */
export function sandboxZones(configuration: unknown): object {
  const zones = listOf(objectOf(objectOf(configuration)['//'])[DECLARATION_KEY]).map(objectOf);
  const references = zones.map(({ zone }) => objectOf(zone));
  // A sandbox without any account would be none.
  const accounts = references.length === 0 ? [DEFAULT_ACCOUNT] : [...new Set(references.map(accountOf))];
  return {
    accounts: accounts.map((id) => (id === DEFAULT_ACCOUNT ? { name: id } : { id, name: id })),
    zones: zones.map((zone, index) => zoneOf(zone, references[index] ?? {})),
  };
}

const DEFAULT_ACCOUNT = 'Sandbox';

function accountOf({ accountId }: Json): string {
  return typeof accountId === 'string' ? accountId : DEFAULT_ACCOUNT;
}

function zoneOf(zone: Json, reference: Json): object {
  const { id, name } = reference;
  return {
    ...(typeof id === 'string' ? { id } : {}),
    // A zone by id does not tell its name, and no rule depends on it.
    name: typeof name === 'string' ? name : `${String(id)}.example`,
    account: accountOf(reference),
    plan: 'enterprise',
    rulesets: [{ phase: 'http_request_firewall_managed', rules: rulesetsOf(zone).map(executeRule) }],
  };
}

/** The two that every paid zone runs, and what the exceptions name. */
function rulesetsOf(zone: Json): readonly string[] {
  const named = listOf(zone['exceptions']).flatMap((exception) => {
    const { rules, rulesets } = objectOf(objectOf(objectOf(exception)['rule'])['action_parameters']);
    return [...Object.keys(objectOf(rules)), ...listOf(rulesets).filter((id) => typeof id === 'string')];
  });
  return [...new Set([ManagedRuleset.CLOUDFLARE_MANAGED.id, ManagedRuleset.OWASP_CORE.id, ...named])];
}

function executeRule(id: string): object {
  return { action: 'execute', expression: 'true', action_parameters: { id, version: 'latest' } };
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
