import type { ConditionShape } from './condition-shape';
import type { Condition } from './conditions';
import { LIMIT } from '../limits';
import type { ConditionLint } from '../rule';
import type { RuleSubject } from '../subject';

type ConcernedShapes = ConditionLint['concerns'];

/** The path as the WAF judges it, after normalisation. */
export const PATH = 'http.request.uri.path';
/** The path as the client sent it. */
export const RAW_PATH = 'raw.http.request.uri.path';
/** Path and query string in one. */
export const WITH_QUERY: readonly string[] = [
  'http.request.uri',
  'http.request.full_uri',
  'raw.http.request.uri',
  'raw.http.request.full_uri',
];

/** Every field that holds the path. */
export const WITH_PATH: readonly string[] = [PATH, RAW_PATH, ...WITH_QUERY];

/** Those with the query string that are normalised. */
export const NORMAL_WITH_QUERY: readonly string[] = WITH_QUERY.filter((field) => !field.startsWith('raw.'));

/** Conditions that let a request through an exception by one of these fields and operators. */
export function opening(
  fields: readonly string[],
  operators: readonly ConditionShape['operator'][],
): ConcernedShapes {
  return ({ isException, polarity, field, operator }) =>
    isException && polarity !== 'negative' && fields.includes(field) && operators.includes(operator);
}

/** Whether every request that matches has one of a few whole paths: further conditions only narrow that. */
export function hasExactPath({ limits }: RuleSubject): boolean {
  return (limits & LIMIT.exactPath) !== 0;
}

/** Whether a condition on the raw path is beside one on the normal path: reporting both would say the same twice. */
export function isRawTwin(
  { shape }: Condition,
  { conditions }: RuleSubject,
  concerns: ConcernedShapes,
): boolean {
  return (
    shape.field === RAW_PATH &&
    conditions.some((other) => other.shape.field !== RAW_PATH && concerns(other.shape))
  );
}

/** Whether it is the first condition of its rule that a lint rule concerns: some things are reported once. */
export function isFirst(
  condition: Condition,
  { conditions }: RuleSubject,
  concerns: ConcernedShapes,
): boolean {
  return condition === conditions.find(({ shape }) => concerns(shape));
}
