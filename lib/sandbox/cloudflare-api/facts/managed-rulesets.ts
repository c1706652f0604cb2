import { createHash } from 'node:crypto';
import table from './managed-ruleset-catalogue.json';
import { includesPlan, MANAGED_RULESETS as FACTS, type ZonePlan } from '../../../cloudflare';
import type { Ruleset } from '../state/state';

/** A ruleset that Cloudflare maintains: readable by everyone, and read-only. */
export interface ManagedRuleset {
  /** The smallest plan that can execute it. */
  readonly plan: ZonePlan;
  readonly ruleset: Ruleset;
}

export const MANAGED_RULESETS: readonly ManagedRuleset[] = Object.values(FACTS).map(
  ({ id, name, phase, plan }) => {
    const held = table.find((one) => one.id === id);
    if (held === undefined) throw new Error(`the catalogue has no ruleset ${id}`);
    const { description, version, last_updated, rules } = held;
    return {
      plan,
      ruleset: {
        id,
        name,
        description,
        kind: 'managed',
        version,
        last_updated,
        phase,
        // Cloudflare shows no expression for the rules of a managed ruleset.
        rules: rules.map((rule) => ({
          ...inventedIds(rule),
          last_updated,
          ...rule,
        })) as unknown as Ruleset['rules'],
      },
    };
  },
);

/** What the catalogue leaves out, because only Cloudflare knows it: the same in every sandbox. */
function inventedIds({ description }: { readonly description: string }): {
  readonly id: string;
  readonly ref: string;
} {
  const [number = ''] = description.split(':');
  return { id: idFor(`owasp ${number}`), ref: idFor(`ref of owasp ${number}`) };
}

function idFor(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

export function managedRuleset(id: string): ManagedRuleset | undefined {
  return MANAGED_RULESETS.find(({ ruleset }) => ruleset.id === id);
}

/** The managed rulesets that a zone of this plan sees. */
export function managedRulesetsOf(plan: ZonePlan): readonly Ruleset[] {
  return MANAGED_RULESETS.filter((managed) => includesPlan(plan, managed.plan)).map(({ ruleset }) => ruleset);
}
