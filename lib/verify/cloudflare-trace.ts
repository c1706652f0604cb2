import {
  type ApiAccess,
  type CloudflareReader,
  httpRequest,
  isLiveList,
  isLiveObject,
  type LiveJson,
} from '../api-client';
import { InputError } from '../errors';
import { text } from '../review/text';
import { ExecutionContext, type SampleRequest } from '../rules-language';
import { readRule } from '../rulesets';
import { judgeOf } from '../trace';
import type { Check } from './check';
import { liveExceptions } from './event-checks';
import type { SentRequest } from './requests';

/**
 * What Cloudflare Trace says of a request: whether each exception that it is for matches. Trace knows no caller, so of one
 * that depends on it nothing is learnt. Empty where the token may not ask, or Trace says nothing.
 *
 * @see https://developers.cloudflare.com/api/resources/request_tracers/subresources/traces/methods/create/
 */
export async function traceChecks(
  { zone, request, refs }: Pick<SentRequest, 'zone' | 'request' | 'refs'>,
  access: ApiAccess,
  reader: CloudflareReader,
): Promise<readonly Check[]> {
  const steps = await stepsOf(request, zone.live.zoneId, access, reader);
  const withoutCaller = { ...request };
  delete withoutCaller.ip;
  const context = ExecutionContext.fromRequest(withoutCaller);
  return liveExceptions(zone.live)
    .filter(({ exception }) => refs.includes(exception.rule.ref))
    .flatMap(({ exception, id }): readonly Check[] => {
      const matched = steps.get(id);
      const { ref } = exception.rule;
      const about = { about: 'trace', zone: zone.live.name, ref } as const;
      if (matched === undefined) return [];
      if (matched) {
        return [
          {
            ...about,
            outcome: 'verified',
            sentence: text`Cloudflare Trace says that ${ref} matches the request.`,
          },
        ];
      }
      const rule = readRule(exception.rule);
      const { verdict } = judgeOf([rule], context)(rule);
      return verdict === true
        ? [
            {
              ...about,
              outcome: 'failed',
              sentence: text`Cloudflare Trace says that ${ref} does not match the request, although it should.`,
              help: text`an earlier rule may end the request, or the live rule is not the declared one`,
            },
          ]
        : [
            {
              ...about,
              outcome: 'cannot-tell',
              sentence: text`Cloudflare Trace says that ${ref} does not match the request; it does not know the caller, on which the exception depends.`,
            },
          ];
    });
}

/** Whether each rule of a trace matched, by its id. */
async function stepsOf(
  { method, url, headers, body }: SampleRequest,
  zoneId: string,
  access: ApiAccess,
  reader: CloudflareReader,
): Promise<ReadonlyMap<string, boolean>> {
  const steps = new Map<string, boolean>();
  try {
    const accountId = await reader.accountId(zoneId);
    const path = `/accounts/${encodeURIComponent(accountId)}/request-tracer/trace`;
    const content = body === undefined ? {} : { body: { base64: Buffer.from(body).toString('base64') } };
    const answer = await httpRequest(access, {
      method: 'POST',
      path,
      body: { method, url, headers: Object.fromEntries(textsOf(headers)), ...content },
    });
    if (isLiveObject(answer.body)) collect(answer.body['result'] ?? null, steps);
  } catch (error) {
    // A second witness: without it the others are heard.
    if (!(error instanceof InputError)) throw error;
  }
  return steps;
}

function textsOf(headers: SampleRequest['headers'] = {}): readonly (readonly [string, string])[] {
  const pairs = Array.isArray(headers)
    ? (headers as readonly (readonly [string, string])[])
    : Object.entries(headers as Readonly<Record<string, string | readonly string[]>>);
  return pairs.map(([name, value]) => [name, typeof value === 'string' ? value : value.join(', ')]);
}

function collect(value: LiveJson, steps: Map<string, boolean>): void {
  if (isLiveList(value)) for (const one of value) collect(one, steps);
  if (!isLiveObject(value)) return;
  const { type, step_name: name, matched, trace = null } = value;
  if (type === 'rule' && typeof name === 'string' && typeof matched === 'boolean') steps.set(name, matched);
  collect(trace, steps);
}
