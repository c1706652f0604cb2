import type { SampleRequest } from '../rules-language/context/sample-request';
import type { SkippedRules } from './skipped-rules';

/**
 * The matchers of `expect` for a TerraformStack, a ZoneWaf or a WafException, besides Jest's own.
 *
 * @example
 * new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * const request = { method: 'POST', url: 'https://app.example.com/export' };
 * expect(waf).toSkipManagedRules(request, { rulesets: [ManagedRuleset.OWASP_CORE] });
 * expect(waf).toInspect({ ...request, url: 'https://app.example.com/export/all' });
 */
export interface WafMatchers<R> {
  /**
   * Passes if an exception lets the request skip managed rules: any, or all those that `what` names. After `.not`: if
   * it skips none of them. A request that does not contain enough to decide fails either way, and the message says what
   * is missing.
   *
   * Only the exceptions of the construct are known, not the rules of others in the zone.
   *
   * @param request without `time`, it is sent now: fake timers count
   */
  toSkipManagedRules(request: SampleRequest, what?: SkippedRules): R;
  /** Passes if no exception of the construct affects the request, so every managed rule still inspects it. */
  toInspect(request: SampleRequest): R;
}

/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars --
   A declaration is merged only with the form and the type parameters that it has at Jest. */
declare global {
  /** `@types/jest`. */
  namespace jest {
    interface Matchers<R, T = {}> extends WafMatchers<R> {}
  }
}

/* eslint-disable-next-line @typescript-eslint/ban-ts-comment --
   The build sees no types of Jest, and so no such module; where it is there, there is no error to expect. */
// @ts-ignore
declare module 'expect' {
  /** `@jest/globals`. */
  interface Matchers<R extends void | Promise<void>, T = unknown> extends WafMatchers<R> {}
}
