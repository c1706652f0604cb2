import { listOf, objectOf, readRule, SKIP_KEYS, textOf } from '../../rulesets';
import { contentOf } from './content';
import type { PlannedRule } from './planned-rule';

type Json = Readonly<Record<string, unknown>>;

/** Stands for what only the apply shows; as Terraform writes it. */
export const KNOWN_AFTER_APPLY = '(known after apply)';

/** Attributes that decide what a rule does to requests, whatever its action is. */
const DECISIVE = ['action', 'action_parameters', 'enabled', 'expression', 'ratelimit'];

/** Parameters that decide it, by action; of any other action they all do. */
const DECISIVE_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  skip: SKIP_KEYS,
  block: [],
  challenge: [],
  js_challenge: [],
  managed_challenge: [],
  log: [],
};

/**
 * The rules of a ruleset before or after a plan.
 *
 * @param unknown Terraform's `after_unknown` of the ruleset
 */
export function rulesOf(ruleset: Json, unknown?: unknown): readonly PlannedRule[] {
  const values = listOf(ruleset['rules']);
  const marks = listOf(objectOf(unknown)['rules']);
  return Array.from({ length: Math.max(values.length, marks.length) }, (_, position) =>
    ruleOf(objectOf(values[position]), marks[position], position),
  );
}

function ruleOf(values: Json, mark: unknown, position: number): PlannedRule {
  const content = contentOf(values);
  const ref = textOf(content['ref']) ?? `(rule ${position + 1})`;
  const [rule] = readRule({ ...content, expression: textOf(content['expression']) ?? '' });
  const isBare = textOf(content['expression']) === undefined;
  const marked = [...unknownIn(mark), ...(isBare ? ['expression'] : [])];
  const unknown = mark === true ? DECISIVE : decisive([...new Set(marked)], textOf(content['action']));
  return {
    ref,
    content: unknown.reduce(withUnknown, content),
    rule: rule ?? { expression: '' },
    unknown,
  };
}

/** Of the paths that only the apply shows, those that decide what the rule does. */
function decisive(paths: readonly string[], action: string | undefined): readonly string[] {
  const parameters = action === undefined ? undefined : DECISIVE_PARAMETERS[action];
  return paths.filter((path) => {
    const [attribute = '', parameter] = path.split('.');
    if (!DECISIVE.includes(attribute)) return false;
    if (attribute !== 'action_parameters' || parameters === undefined) return true;
    return parameter === undefined ? parameters.length > 0 : parameters.includes(parameter);
  });
}

/** Paths of what is unknown, down to the parameters of a rule; what lies deeper makes its parameter unknown. */
function unknownIn(marks: unknown): readonly string[] {
  return Object.entries(objectOf(marks)).flatMap(([attribute, mark]) => {
    if (mark === true || attribute !== 'action_parameters') return isAnyMarked(mark) ? [attribute] : [];
    return Object.entries(objectOf(mark)).flatMap(([parameter, inner]) =>
      isAnyMarked(inner) ? [`${attribute}.${parameter}`] : [],
    );
  });
}

/** Whether a tree of marks, as Terraform writes them, has one. */
export function isAnyMarked(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(isAnyMarked);
}

function withUnknown(content: Json, path: string): Json {
  const [attribute = '', parameter] = path.split('.');
  return {
    ...content,
    [attribute]:
      parameter === undefined
        ? KNOWN_AFTER_APPLY
        : { ...objectOf(content[attribute]), [parameter]: KNOWN_AFTER_APPLY },
  };
}
