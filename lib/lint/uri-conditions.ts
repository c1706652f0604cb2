import type { Condition } from './conditions';
import type { RuleSubject } from './subject';

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

/** The conditions that let a request through by one of these fields and operators. */
export function opening(
  { conditions }: RuleSubject,
  fields: readonly string[],
  operators: readonly Condition['operator'][],
): readonly Condition[] {
  return conditions.filter(
    ({ field, operator, polarity }) =>
      polarity !== 'negative' &&
      field !== undefined &&
      fields.includes(field.name) &&
      operators.includes(operator),
  );
}

/** The first condition on each field and kind: a rule that looks at the raw path too would tell the same twice. */
export function withoutRawTwins(conditions: readonly Condition[]): readonly Condition[] {
  const normal = conditions.filter(({ field }) => field?.name !== RAW_PATH);
  return normal.length > 0 ? normal : conditions;
}
