/** `error`: Cloudflare refuses it, or it opens a hole. `warning`: probably a mistake. `info`: worth a look. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * What can be reported about an exception, by id, so that `accept` can name it. Each but `unused-accept` is that of a lint rule in
 * `lib/lint/rules`, which says how severe it is, and has a page in `docs/lint`.
 */
export const FINDING_IDS = [
  'account-expression',
  'account-rules-remain',
  'action-name',
  'all-over-missing',
  'always-met',
  'always-true',
  'attacker-list',
  'contradiction',
  'country-code',
  'custom-rule-quota',
  'deprecated-field',
  'description-length',
  'duplicate-exception',
  'duplicate-ref',
  'empty-set',
  'entry-point-maybe-twice',
  'entry-point-not-imported',
  'entry-point-twice',
  'execute-disabled',
  'execute-twice',
  'expired',
  'expires-soon',
  'far-expiry',
  'front-controller',
  'header-key-case',
  'header-only',
  'host-form',
  'host-not-in-zone',
  'impossible-value',
  'invalid-expression',
  'list-item-form',
  'list-kind',
  'list-name',
  'list-two-owners',
  'literal-glob',
  'logging-not-skip',
  'managed-id-form',
  'managed-rule-not-in-ruleset',
  'method-case',
  'missing-description',
  'missing-expiry',
  'missing-host',
  'missing-method',
  'missing-owner',
  'missing-path',
  'missing-raw-path',
  'missing-ref',
  'mixed-operators',
  'negated-callers',
  'negated-missing-value',
  'no-execute',
  'no-skip-events',
  'not-in-phase',
  'not-in-plan',
  'nothing-to-skip',
  'octal-integer',
  'or-escapes-host',
  'overlapping-address',
  'owasp-threshold',
  'paranoia-levels',
  'path-case',
  'path-contains',
  'path-escape',
  'path-not-normal',
  'path-prefix',
  'path-section',
  'path-suffix',
  'path-wildcard',
  'percent-encoded-literal',
  'rate-limit-parameters',
  'redundant-condition',
  'regex-backslash',
  'regex-dot',
  'regex-glob',
  'reserved-address',
  'rewritten-path',
  'ruleset-renamed',
  'ruleset-scope',
  'scope-id-form',
  'shadowed-exception',
  'skip-after-execute',
  'skip-in-account-entry-point',
  'skip-nothing',
  'skip-parameter-combination',
  'skip-parameter-phase',
  'skip-phase-name',
  'skip-previous-product',
  'skip-product-name',
  'skip-ruleset-value',
  'text-case',
  'time-unit',
  'token-in-code',
  'unanchored-regex',
  'unknown-key',
  'unreached-exception',
  'unreadable-rule',
  'unused-accept',
  'uri-with-query',
  'value-form',
  'wide-address',
] as const;

/**
 * The id of a finding, in brackets at the end of its message. `docs/exceptions.md` lists those about props;
 * each of the others has a page in `docs/lint`.
 *
 * @example
 * const id: FindingId = 'path-contains';
 */
export type FindingId = (typeof FINDING_IDS)[number];

/**
 * What the props of an exception tell by themselves, in terms of the props, and how severe it is. The rest of it is found by
 * lint.
 */
export const PROP_FINDINGS = {
  'path-contains': 'error',
  'path-section': 'warning',
  'reserved-address': 'warning',
  'no-skip-events': 'warning',
  'missing-owner': 'warning',
  'missing-expiry': 'warning',
  'expires-soon': 'warning',
  'far-expiry': 'warning',
  'unused-accept': 'warning',
} as const satisfies Readonly<Partial<Record<FindingId, Severity>>>;

export type PropFindingId = keyof typeof PROP_FINDINGS;
