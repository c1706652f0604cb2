import type { SandboxZone } from '../../__tests__/integration/support/sandbox-zone';

/** An entry point as a plain `cloudflare_ruleset` declares it. */
export interface PlainRuleset {
  readonly id: string;
  readonly zoneId: string;
  readonly phase: string;
  readonly name: string;
  readonly rules: readonly object[];
}

const WRITTEN = ['ref', 'action', 'expression', 'description', 'enabled', 'action_parameters', 'logging'];

/** What the zone holds, in the words of the resource. */
export async function plainRulesets(
  zone: SandboxZone,
  zoneId: string,
  phases: readonly Parameters<SandboxZone['api']['entryPoint']>[1][],
): Promise<readonly PlainRuleset[]> {
  return Promise.all(
    phases.map(async (phase) => {
      const { id, name, rules = [] } = (await zone.api.entryPoint(zoneId, phase)) ?? { id: '', name: '' };
      return {
        ...{ id, name, zoneId, phase },
        rules: rules.map(asWritten),
      };
    }),
  );
}

/** The rule without what the answer adds: its id, its version, and that of the ruleset that it executes. */
function asWritten(rule: object): object {
  const written = Object.entries(rule).filter(([name]) => WRITTEN.includes(name));
  return Object.fromEntries(
    written.map(([name, value]) =>
      name === 'action_parameters'
        ? [name, Object.fromEntries(Object.entries(value as object).filter(([key]) => key !== 'version'))]
        : [name, value as unknown],
    ),
  );
}
