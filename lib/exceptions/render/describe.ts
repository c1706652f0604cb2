import { sizeOf } from '../request/addresses';
import type { Callers } from '../request/callers';
import type { DefinedException } from '../exception';
import type { Path } from '../request/path';
import type { RequestConditions } from '../request/request-expression';
import { endText, momentText } from '../period';
import { print } from '../../rules-language/syntax/print';

/** Addresses that a sentence lists one by one; beyond that it only counts them. */
const MAX_LISTED = 3;

/**
 * Describes what the exception does in one sentence, for example:
 * `POST https://app.example.com/export from 203.0.113.0/24 (256 addresses) skips all managed rules of the zone until 2027-03-31.`
 *
 * @example
 * const { exception } = new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * console.log(describeException(exception));
 */
export function describeException(exception: DefinedException): string {
  const { props, request, rule } = exception;
  const { callers, where, start, expiry } = request;
  const limits = where.length === 0 ? '' : `, where ${joinWords(where.map(print))},`;
  const effect = rule.enabled ? 'skips' : 'would skip, once enabled,';
  const begin = start === undefined ? '' : ` from ${momentText(start.startsAtSeconds)} on`;
  const end = expiry === undefined ? 'with no end' : `until ${endText(expiry)}`;
  return `${requestWords(request)} from ${describeCallers(callers)}${limits} ${effect} ${joinWords(props.skip.titles)}${begin} ${end}.`;
}

function requestWords({ methods, hosts, paths, query, isEncrypted }: RequestConditions): string {
  const scheme = isEncrypted ? 'https' : 'http(s)';
  const urls = hosts.flatMap(({ name }) => paths.map((path) => pathWords(`${scheme}://${name}`, path)));
  const parameters = query.map(({ name, values }) =>
    joinWords(
      values.map((value) => `${name}=${value}`),
      'or',
    ),
  );
  const withQuery = parameters.length === 0 ? '' : ` with ${joinWords(parameters)} in the query`;
  return `${joinWords(methods, 'or')} ${joinWords(urls, 'or')}${withQuery}`;
}

function pathWords(host: string, { form, text }: Path): string {
  if (form === 'contains') return `every path of ${host} with ${text} in it`;
  return `${host}${text}${form === 'under' ? '*' : ''}`;
}

function describeCallers(callers: Callers): string {
  if (callers === undefined) return 'anywhere';
  if ('listName' in callers) return `the IP list $${callers.listName}`;
  const addresses = callers.reduce((sum, range) => sum + sizeOf(range), 0n);
  const count = `${groupThousands(addresses)} ${addresses === 1n ? 'address' : 'addresses'}`;
  if (callers.length > MAX_LISTED) return `${callers.length} ranges (${count})`;
  const names = joinWords(callers.map(({ text }) => text));
  return addresses === BigInt(callers.length) ? names : `${names} (${count})`;
}

/** `16,777,473`. Not by toLocaleString: the first call takes longer than all else that this library does in a synth. */
function groupThousands(count: bigint): string {
  return count.toString().replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function joinWords(words: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${conjunction} ${last}`;
}
