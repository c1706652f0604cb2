import { sizeOf } from '../request/addresses';
import type { Callers } from '../request/callers';
import type { Exception } from '../exception';
import type { Path } from '../request/path';

/** Addresses that a sentence lists one by one; beyond that it only counts them. */
const MAX_LISTED = 3;

/**
 * What the exception does, in one sentence, for instance: `POST https://app.example.com/export from 203.0.113.0/24
 * (256 addresses) skips all managed rules of the zone until 2027-03-31.`
 */
export function describeException(exception: Exception): string {
  const { request, skip } = exception.props;
  const requests = `${request.method} ${describePaths(request.host, exception.path)}`;
  const effect = exception.rule.enabled ? 'skips' : 'would skip, once enabled,';
  const end = exception.expiry === undefined ? 'with no end' : `until ${exception.expiry.lastDay}`;
  return `${requests} from ${describeCallers(exception.callers)} ${effect} ${joinWords(skip.titles)} ${end}.`;
}

function describePaths(host: string, { form, text }: Path): string {
  if (form === 'contains') return `every path of https://${host} with ${text} in it`;
  return `https://${host}${text}${form === 'under' ? '*' : ''}`;
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

function joinWords(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
