import type { DefinedException } from '../exceptions';
import type { Verdict } from '../rules-language';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { certainty } from '../trace';
import { failureMessage } from './message';
import { questionsOf, skipsOf, type SkippedRules } from './skipped-rules';
import { exceptionsOf, listsOf } from './subject';
import { type TestRequest, testRequest } from './test-request';

/** What Jest gives to a matcher, as far as these read it. */
interface MatcherContext {
  readonly isNot?: boolean;
}

/** What a matcher answers. */
interface MatcherResult {
  readonly pass: boolean;
  /** What is printed where the test fails. */
  readonly message: () => string;
}

/**
 * The matchers for `expect.extend`, where importing `waf-exceptions/testing` finds no global `expect`.
 *
 * @example
 * // Where Jest has no global expect: import { expect } from '@jest/globals';
 * expect.extend(wafMatchers);
 */
export const wafMatchers = {
  /**
   * Passes if an exception lets the request skip managed rules; with `what`, if it skips everything that `what` names.
   */
  toSkipManagedRules(
    this: MatcherContext,
    subject: unknown,
    request: SampleRequest,
    what: SkippedRules = {},
  ): MatcherResult {
    const exceptions = exceptionsOf(subject);
    const given = testRequest(request, listsOf(subject));
    const questions = questionsOf(exceptions, given, what);
    const isNot = this.isNot === true;
    // With `.not`, none of what is asked about may be skipped.
    const open = questions.find(({ by }) => certainty(by) !== !isNot);
    const verdict = open === undefined ? !isNot : certainty(open.by);
    const title = (open ?? questions[0])?.title ?? '';
    const involved =
      verdict === false ? exceptions : exceptions.filter((one) => isAmong(one, open?.by ?? []));
    return result({
      matcher: 'toSkipManagedRules',
      verdict,
      isNot,
      outcome: {
        true: `skips ${title}.`,
        false: title === 'managed rules' ? 'skips no managed rule.' : `does not skip ${title}.`,
        unknown: `may skip ${title}, which depends on what is not given.`,
      },
      request: given,
      exceptions: involved,
    });
  },

  /** Passes if no exception affects the request. */
  toInspect(this: MatcherContext, subject: unknown, request: SampleRequest): MatcherResult {
    const exceptions = exceptionsOf(subject);
    const given = testRequest(request, listsOf(subject));
    const by = skipsOf(exceptions, given);
    const skips = certainty(by);
    const what = by.some(({ skipsManaged }) => skipsManaged) ? 'managed rules' : 'other protections';
    return result({
      matcher: 'toInspect',
      verdict: skips === 'unknown' ? 'unknown' : !skips,
      isNot: this.isNot === true,
      outcome: {
        true: 'is inspected: no exception matches.',
        false: `skips ${what}.`,
        unknown: `may skip ${what}, which depends on what is not given.`,
      },
      request: given,
      exceptions: skips === false ? exceptions : exceptions.filter((one) => isAmong(one, by)),
    });
  },
};

function isAmong(
  { rule }: DefinedException,
  causes: readonly { readonly rule: { readonly ref?: string | undefined } }[],
): boolean {
  return causes.some((cause) => cause.rule.ref === rule.ref);
}

interface Assertion {
  readonly matcher: keyof typeof wafMatchers;
  readonly verdict: Verdict;
  readonly isNot: boolean;
  readonly outcome: Readonly<Record<`${Verdict}`, string>>;
  readonly request: TestRequest;
  readonly exceptions: readonly DefinedException[];
}

/** What is not known passes neither way: Jest turns `pass` round after `.not`. */
function result({ matcher, verdict, isNot, outcome, request, exceptions }: Assertion): MatcherResult {
  return {
    pass: verdict === 'unknown' ? isNot : verdict,
    message: () =>
      failureMessage({
        assertion: `expect(construct)${isNot ? '.not' : ''}.${matcher}(request)`,
        outcome: outcome[`${verdict}`],
        request,
        exceptions,
      }),
  };
}
