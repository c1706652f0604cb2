import { isMitigating } from '../../cloudflare';
import { SKIP_KEYS } from '../../cloudflare/rule/skip-parameters';
import { objectOf, textOf } from './members';

type Json = Readonly<Record<string, unknown>>;

/** Attributes that decide what a rule does to requests, whatever its action is. */
export const DECISIVE: readonly string[] = [
  'action',
  'action_parameters',
  'enabled',
  'expression',
  'ratelimit',
];

/** Parameters that decide it for an action; `undefined` where they all do. */
function decisiveParameters(action: string | undefined): readonly string[] | undefined {
  if (action === undefined) return undefined;
  if (action === 'skip') return SKIP_KEYS;
  return isMitigating(action) || action === 'log' ? [] : undefined;
}

/**
 * Of what only the apply of a plan shows, the attributes that decide what the rule does, as paths such as
 * `action_parameters.phases`.
 *
 * @param mark Terraform's `after_unknown` of the rule
 * @param isPartial Whether an expression that is not there is not known yet
 */
export function unknownIn(rule: Json, mark: unknown, isPartial = false): readonly string[] {
  if (mark === true) return DECISIVE;
  const isBare = isPartial && (rule['expression'] ?? null) === null;
  const marked = new Set([...markedIn(mark), ...(isBare ? ['expression'] : [])]);
  const action = textOf(rule['action']);
  const parameters = decisiveParameters(action);
  return [...marked].filter((path) => {
    const [attribute = '', parameter] = path.split('.');
    if (!DECISIVE.includes(attribute)) return false;
    if (attribute !== 'action_parameters' || parameters === undefined) return true;
    return parameter === undefined ? parameters.length > 0 : parameters.includes(parameter);
  });
}

/** Paths of what is marked, down to the parameters of a rule; what lies deeper makes its parameter unknown. */
function markedIn(marks: unknown): readonly string[] {
  return Object.entries(objectOf(marks)).flatMap(([attribute, mark]) => {
    if (mark === true || attribute !== 'action_parameters') return isAnyMarked(mark) ? [attribute] : [];
    return Object.entries(objectOf(mark)).flatMap(([parameter, inner]) =>
      isAnyMarked(inner) ? [`${attribute}.${parameter}`] : [],
    );
  });
}

/** Marks as those of Terraform, of a value with templates in it. */
export function templateMarks(value: unknown, isUnknown: (value: unknown) => boolean): unknown {
  if (isUnknown(value)) return true;
  if (Array.isArray(value)) return value.map((item: unknown) => templateMarks(item, isUnknown));
  return Object.fromEntries(
    Object.entries(objectOf(value)).map(([key, item]) => [key, templateMarks(item, isUnknown)]),
  );
}

/** Whether a tree of marks, as Terraform writes them, has one. */
export function isAnyMarked(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === 'object' && marks !== null && Object.values(marks).some(isAnyMarked);
}
