/** `error`: Cloudflare refuses it, or it opens a hole. `warning`: probably a mistake. `info`: worth a look. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * Everything that an exception, an expression or a list of rules can be told about, by id. `lib/lint/rules` has a file
 * for each but `unused-accept`; `docs/lint` has a page.
 */
export const FINDINGS = {
  'account-expression': 'error',
  'all-over-missing': 'error',
  'always-true': 'error',
  contradiction: 'warning',
  'custom-rule-quota': 'error',
  'deprecated-field': 'info',
  'duplicate-exception': 'warning',
  'duplicate-ref': 'error',
  'empty-set': 'warning',
  'execute-disabled': 'warning',
  'execute-twice': 'error',
  expired: 'warning',
  'expires-soon': 'warning',
  'header-key-case': 'warning',
  'header-only': 'error',
  'host-form': 'warning',
  'host-not-in-zone': 'warning',
  'invalid-expression': 'error',
  'logging-not-skip': 'error',
  'managed-id-form': 'error',
  'managed-rule-owner': 'error',
  'method-case': 'warning',
  'missing-description': 'info',
  'missing-expiry': 'warning',
  'missing-host': 'warning',
  'missing-method': 'warning',
  'missing-owner': 'warning',
  'missing-path': 'error',
  'missing-raw-path': 'warning',
  'missing-ref': 'info',
  'mixed-operators': 'warning',
  'negated-callers': 'warning',
  'negated-missing-value': 'warning',
  'no-execute': 'error',
  'no-skip-events': 'warning',
  'not-in-phase': 'error',
  'not-in-plan': 'error',
  'octal-integer': 'warning',
  'or-escapes-host': 'error',
  'overlapping-address': 'warning',
  'path-case': 'warning',
  'path-contains': 'error',
  'path-escape': 'warning',
  'path-not-normal': 'warning',
  'path-prefix': 'error',
  'path-section': 'warning',
  'path-suffix': 'error',
  'path-wildcard': 'error',
  'percent-encoded-literal': 'warning',
  'redundant-condition': 'warning',
  'regex-dot': 'warning',
  'regex-glob': 'warning',
  'reserved-address': 'warning',
  'shadowed-exception': 'warning',
  'skip-after-execute': 'warning',
  'skip-in-account-entry-point': 'error',
  'skip-nothing': 'error',
  'skip-parameter-combination': 'error',
  'skip-parameter-phase': 'error',
  'skip-phase-name': 'error',
  'skip-product-name': 'error',
  'skip-ruleset-value': 'error',
  'unanchored-regex': 'error',
  'unused-accept': 'warning',
  'uri-with-query': 'error',
  'wide-address': 'error',
} as const satisfies Readonly<Record<string, Severity>>;

/** The id of a finding. */
export type FindingId = keyof typeof FINDINGS;

/** What `defineException` looks for, and what an exception can `accept`. The rest is found by `waf lint`. */
export const PROP_FINDINGS = [
  'path-contains',
  'path-section',
  'reserved-address',
  'no-skip-events',
  'missing-owner',
  'missing-expiry',
  'expires-soon',
  'unused-accept',
] as const satisfies readonly FindingId[];

/** The id of something that an exception's props are judged by. */
export type PropFindingId = (typeof PROP_FINDINGS)[number];
