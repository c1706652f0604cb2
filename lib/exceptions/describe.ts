import { sizeOf } from './addresses';
import type { Exception } from './exception';

/** Addresses that a sentence lists one by one; beyond that it only counts them. */
const MAX_LISTED = 3;

/**
 * What the exception does, in one sentence, for instance: `POST https://app.example.com/export from 203.0.113.0/24
 * (256 addresses) skips all managed rules of the zone until 2027-03-31.`
 */
export function describeException(exception: Exception): string {
  const { request, skip } = exception.props;
  const requests = `${request.method} https://${request.host}${exception.path.pattern}`;
  const effect = exception.rule.enabled ? 'skips' : 'would skip, once enabled,';
  const end = exception.expiry === undefined ? 'with no end' : `until ${exception.expiry.lastDay}`;
  return `${requests} from ${describeCallers(exception.callers)} ${effect} ${joinWords(skip.titles)} ${end}.`;
}

function describeCallers(callers: Exception['callers']): string {
  if (callers === undefined) return 'anywhere';
  if ('listName' in callers) return `the IP list $${callers.listName}`;
  const addresses = callers.reduce((sum, range) => sum + sizeOf(range), 0n);
  const count = `${addresses.toLocaleString('en-US')} ${addresses === 1n ? 'address' : 'addresses'}`;
  if (callers.length > MAX_LISTED) return `${callers.length} ranges (${count})`;
  const names = joinWords(callers.map(({ text }) => text));
  return addresses === BigInt(callers.length) ? names : `${names} (${count})`;
}

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
