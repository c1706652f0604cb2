import { isMitigating } from '../cloudflare';
import { diagnose, remedyText } from '../diagnosis';
import { type ClientAnswer, collector, type SecurityEvent } from '../evidence';
import { capital, counted, list, plain, type Text, text } from '../review/text';
import type { Check } from './check';
import type { SentRequest } from './requests';

type DiagnosedRequest = ReturnType<typeof diagnose>['requests'][number];

/** What an answer says of managed rules. */
interface Fate {
  readonly fate: 'blocked' | 'passed' | 'unclear';
  readonly diagnosed: DiagnosedRequest;
  /** Of a request that passed: no more than a rule of thumb says so. */
  readonly isWeak: boolean;
}

/** Answers of the edge that come from behind the managed rules, and prove that the request got past them. */
const BEHIND: readonly (string | undefined)[] = ['cache', 'connection'];

/** Products whose refusals are no question of managed rules, and whose answers do not tell whether those ran. */
const OTHERS: readonly (string | undefined)[] = [
  'worker',
  'access',
  'redirect',
  'configuration',
  'host-and-sni',
];

/**
 * Whether a request that was sent got past the edge, and whether its near misses did not.
 *
 * @param events Security Events of the time since it was sent; `undefined` if they could not be read
 */
export function requestChecks(
  sent: SentRequest,
  events: readonly SecurityEvent[] | undefined,
): readonly Check[] {
  return [mainCheck(sent, events ?? []), ...missChecks(sent, events ?? [])];
}

function mainCheck(sent: SentRequest, events: readonly SecurityEvent[]): Check {
  const { request, refs, zone, answer, failure = '' } = sent;
  const about = {
    about: 'request',
    zone: zone.live.name,
    ref: refs.length === 1 ? refs[0] : undefined,
  } as const;
  const what = titleOf(request);
  if (answer === undefined) {
    return {
      ...about,
      outcome: 'cannot-tell',
      sentence: text`${what} was not answered: ${failure}.`,
      help: text`check the host and the network, then try again; behind a proxy, set HTTPS_PROXY`,
    };
  }
  const { fate, diagnosed, isWeak } = fateOf(answer, events);
  const status = text`was answered ${[String(answer.status)]}`;
  switch (fate) {
    case 'passed':
      return {
        ...about,
        outcome: 'verified',
        sentence: isWeak
          ? text`${what} ${status}, by all appearances not at the edge.`
          : text`${what} ${status}, so the edge did not refuse it.`,
      };
    case 'blocked': {
      const sentence = text`${what} ${status} at the edge${blockedBy(diagnosed)}.`;
      return sent.isSure
        ? { ...about, outcome: 'failed', sentence, help: helpFor(diagnosed) }
        : {
            ...about,
            outcome: 'cannot-tell',
            sentence: text`${sentence} The exception depends on something that the request does not contain, such as the caller.`,
            help: text`pass this machine's address, as Cloudflare sees it, with --ip`,
          };
    }
    case 'unclear':
      return {
        ...about,
        outcome: 'cannot-tell',
        sentence: text`${what} ${status}; nothing proves whether the edge refused it.`,
        help: text`read the Security Events of the ray ${diagnosed.ray ?? 'of the answer'}, or the log of the origin`,
      };
  }
}

function missChecks(sent: SentRequest, events: readonly SecurityEvent[]): readonly Check[] {
  const { zone, refs, misses, request } = sent;
  const about = {
    about: 'near-miss',
    zone: zone.live.name,
    ref: refs.length === 1 ? refs[0] : undefined,
  } as const;
  const of = text`of ${titleOf(request)}`;
  const fates = misses.map((miss) => ({
    miss,
    fate: miss.answer === undefined ? 'unclear' : fateOf(miss.answer, events).fate,
  }));
  const titled = (fate: Fate['fate']) => fates.filter((one) => one.fate === fate);
  const titles = (some: typeof fates): Text => list(some.map(({ miss }) => text`${miss.title}`));
  const blocked = titled('blocked');
  const passed = titled('passed');
  // As long as none is refused but for its own path, the request may be one that no managed rule objects to.
  const isObjectedTo = blocked.some(({ miss }) => miss.isPlain);
  // Managed rules read the body of a GET otherwise, so that it passes is no proof.
  const through = passed.filter(({ miss }) => isObjectedTo && miss.differsIn === 'path');
  const open = [...titled('unclear'), ...passed.filter((one) => !through.includes(one))];
  const checks: Check[] = [];
  if (blocked.length > 0) {
    checks.push({
      ...about,
      outcome: 'verified',
      sentence: text`${[counted(blocked.length, 'near miss', 'near misses')]} ${of} ${[blocked.length === 1 ? 'is' : 'are']} still refused at the edge: ${titles(blocked)}.`,
    });
  }
  for (const { miss } of through) {
    checks.push({
      ...about,
      outcome: 'failed',
      sentence: text`a near miss ${of} was let through although no exception covers it: ${miss.title}, answered ${[String(miss.answer?.status)]}.`,
      help: text`\`waf trace --live\` shows what each live rule does with it`,
    });
  }
  if (open.length > 0) {
    checks.push({
      ...about,
      outcome: 'cannot-tell',
      sentence: text`from outside, it is not clear whether managed rules inspect ${[counted(open.length, 'near miss', 'near misses')]} ${of}: ${titles(open)}.`,
      ...(isObjectedTo
        ? {}
        : {
            help: text`send a request that managed rules refused before the exception; a near miss that gets through is then meaningful`,
          }),
    });
  }
  return checks;
}

/** Without the query, which may hold a secret: reports end up in logs. */
function titleOf({ method, url }: SentRequest['request']): Text {
  return text`${`${method} ${url.replace(/\?.*$/s, '?...')}`}`;
}

/** A refusal of the edge, an answer from behind it, or neither for sure. */
function fateOf(answer: ClientAnswer, events: readonly SecurityEvent[]): Fate {
  const { visitor, evidence } = collector();
  visitor.answer(answer);
  for (const event of events) if (answer.ray !== undefined && event.ray === answer.ray) visitor.event(event);
  const [diagnosed] = diagnose(evidence()).requests;
  if (diagnosed === undefined) throw new Error('an answer without a diagnosis');
  const { answeredBy, certainty, product, action } = diagnosed;
  const isSure = certainty === 'proof' || certainty === 'strong';
  const of = (fate: Fate['fate'], isWeak = false): Fate => ({ fate, diagnosed, isWeak });
  if (answeredBy === 'edge' && BEHIND.includes(product)) return of('passed');
  if (answeredBy === 'edge' && OTHERS.includes(product)) return of('unclear');
  if (answeredBy === 'edge' && isSure && (action === undefined ? answer.status >= 400 : isRefusal(action))) {
    return of('blocked');
  }
  if (answeredBy === 'origin' && isSure) return of('passed');
  // A refusal of rules has a status from 400 on; a redirect may come before them.
  if (answer.status < 300) return of('passed');
  // A page for refused requests may look like anything, but has the status of a refusal.
  return answeredBy === 'origin' && ![403, 429, 503].includes(answer.status)
    ? of('passed', true)
    : of('unclear');
}

/** The page of a challenge does not say which one it is. */
function isRefusal(action: string): boolean {
  return action === 'challenge' || isMitigating(action);
}

function blockedBy({ rules, product }: DiagnosedRequest): Text {
  const last = rules.findLast(({ contributes }) => !contributes);
  const name = last?.title ?? last?.id ?? product;
  return name === undefined ? text`` : text` by ${name}`;
}

function helpFor({ remedy }: DiagnosedRequest): Text {
  if (remedy === 'exception' || remedy === 'unknown') {
    return text`\`waf diagnose\` shows which rule refused it; the exception does not skip that one, or is not live in every data centre yet`;
  }
  return [plain(capital(remedyText(remedy))).replace(/\.$/, '')];
}
