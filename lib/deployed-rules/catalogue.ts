import { ID_PATTERN } from '../cloudflare';
import { listOf, objectOf, textOf } from '../rulesets';

/** A managed ruleset as the API shows it to a zone. */
export interface CatalogueRuleset {
  readonly id: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly rules: readonly CatalogueRule[];
}

/** A rule of a managed ruleset, with its defaults. The API shows no expression of it. */
export interface CatalogueRule {
  readonly id: string;
  /** Its description: Cloudflare's title of the rule. */
  readonly title: string;
  readonly action: string;
  readonly isEnabled: boolean;
  /** Cloudflare's tags, such as `wordpress` or `paranoia-level-2`. */
  readonly categories: readonly string[];
  /** Of OWASP's rule 949110: the score from which it acts. */
  readonly scoreThreshold: number | undefined;
  /** Of a rule that scores: what it adds. */
  readonly points: number | undefined;
}

/** The ruleset in an answer of the API; rules without an id are left out. */
export function readCatalogue(answer: unknown): CatalogueRuleset {
  const { id, name, version, rules } = objectOf(answer);
  return {
    id: textOf(id) ?? '',
    name: textOf(name) ?? textOf(id) ?? '',
    version: textOf(version),
    rules: listOf(rules)
      .map(objectOf)
      .flatMap((rule) => readRule(rule, textOf(rule['id']) ?? '')),
  };
}

function readRule(rule: Readonly<Record<string, unknown>>, id: string): readonly CatalogueRule[] {
  const {
    description,
    action,
    enabled,
    categories,
    score_threshold: threshold,
    action_parameters: parameters,
  } = rule;
  const { increment } = objectOf(parameters);
  if (!ID_PATTERN.test(id)) return [];
  return [
    {
      id,
      title: textOf(description) ?? id,
      action: textOf(action) ?? '',
      isEnabled: enabled !== false,
      categories: listOf(categories).filter((one) => typeof one === 'string'),
      scoreThreshold: typeof threshold === 'number' ? threshold : undefined,
      points: typeof increment === 'number' ? increment : undefined,
    },
  ];
}
