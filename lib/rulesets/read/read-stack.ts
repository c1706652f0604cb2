import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { readResources } from './read-resources';
import { phaseOf, readRule, readRuleset } from './read-ruleset';
import { isTemplate } from './terraform-resource';

/** The exceptions that a synthesised stack declares, by zone and phase. */
export function readDeclarations(zones: readonly unknown[]): readonly PlacedList[] {
  return zones.flatMap((declaration) => {
    const { zone, exceptions } = objectOf(declaration);
    const { name, id } = objectOf(zone);
    const zoneName = textOf(name);
    const phases = new Set(listOf(exceptions).map((exception) => phaseOf(objectOf(exception)['phase'])));
    return [...phases].map((phase) => ({
      place: `zone ${zoneName ?? textOf(id) ?? ''}, ${phase ?? 'unknown phase'}`,
      list: {
        phase,
        kind: 'zone',
        zoneName,
        zoneId: textOf(id),
        rules: listOf(exceptions)
          .map(objectOf)
          .filter((exception) => phaseOf(exception['phase']) === phase)
          .flatMap(({ rule, accept }) =>
            readRule(rule).map((read) => ({ ...read, accepted: acceptedIn(accept) })),
          ),
      },
    }));
  });
}

/** The findings that an exception accepts, without the reasons; `undefined` if there are none. */
function acceptedIn(accept: unknown): readonly string[] | undefined {
  const ids = listOf(accept).map((item) => textOf(objectOf(item)['finding']));
  return ids.length === 0 ? undefined : ids.filter((id) => id !== undefined);
}

/** The rulesets that a stack writes by itself, as far as their rules are no templates. */
export function readStackRulesets(stack: unknown): readonly PlacedList[] {
  return readResources(stack).flatMap(({ type, address, values, isData }): PlacedList[] => {
    const { rules } = values;
    if (type !== 'cloudflare_ruleset' || isData || !Array.isArray(rules)) return [];
    const written = rules.map(objectOf);
    const known = written.filter(({ expression }) => !isTemplate(expression)).map(withoutEscapes);
    const list = readRuleset({ ...values, rules: known });
    return [{ place: address, list: known.length === written.length ? list : { ...list, isWhole: false } }];
  });
}

/** `$${` and `%%{` are how Terraform writes `${` and `%{`. */
function withoutEscapes(rule: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const expression = textOf(rule['expression']);
  return expression === undefined
    ? rule
    : { ...rule, expression: expression.replace(/([$%])\1(?=\{)/g, '$1') };
}
