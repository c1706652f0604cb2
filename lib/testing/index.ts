/**
 * Jest and Vitest matchers: which requests skip managed rules, and which are still inspected.
 *
 * @module waf-exceptions/testing
 */
import { wafMatchers } from './matchers';

export type { SampleRequest } from '../rules-language/context/sample-request';
export { type NearMiss, nearMisses } from '../trace';
export type { WafMatchers } from './jest-types';
export { exampleRequests } from './example-requests';
export { wafMatchers } from './matchers';
export type { SkippedRules } from './skipped-rules';

/** Jest's, or that of another runner with the same interface; none outside of tests. */
const { expect } = globalThis as {
  readonly expect?: { readonly extend?: (matchers: typeof wafMatchers) => void };
};
expect?.extend?.(wafMatchers);
