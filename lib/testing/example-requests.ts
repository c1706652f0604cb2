import { InputError, show } from '../errors';
import type { DefinedException } from '../exceptions';
import { difference, type Expression, fields, and, parse } from '../rules-language';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { exceptionsOf, listsOf } from './subject';

/**
 * Requests that the exceptions of a stack, a `ZoneWaf` or a `WafException` match: one for each host, method and path
 * that an exception names. An IP list that the app does not create gets one made-up address.
 *
 * @throws InputError `testing/example` for an exception for which none could be found: its `where` asks for too much
 * @example
 * const exception = new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export', from: ['203.0.113.0/24'] },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * for (const request of exampleRequests(exception)) expect(waf).toSkipManagedRules(request);
 */
export function exampleRequests(subject: unknown): readonly SampleRequest[] {
  const lists = listsOf(subject);
  return exceptionsOf(subject).flatMap((exception) => {
    const whole = parse(exception.rule.expression).expression;
    return partsOf(exception).map((part) => {
      const found = difference({ anyOf: [and(whole, part)], noneOf: [], lists });
      if (found.kind === 'some') return found.request;
      throw new InputError('testing/example', {
        message: `no request could be found that the exception ${show(exception.id)} is for`,
        help: 'write the request in the test',
      });
    });
  });
}

/** One of its hosts with one of its methods and paths, in every combination. */
function partsOf({ request: { hosts, methods, paths } }: DefinedException): readonly Expression[] {
  return hosts.flatMap(({ name }) =>
    methods.flatMap((method) =>
      paths.map(({ expression }) => and(fields.host.eq(name), fields.method.eq(method), expression)),
    ),
  );
}
