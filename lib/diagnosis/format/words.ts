import { eventSourceTitle, MANAGED_RULESETS } from '../../cloudflare';
import { counted, own, type Text, text } from '../../review/text';
import type { DiagnosedRequest, DiagnosedRule } from '../diagnosis';
import { causeText, remedyText } from '../remedies';

/** What is said of one request, for all formats alike. */
export interface RequestWords {
  readonly title: Text;
  readonly verdict: Text;
  /** Lists with their headings; without those that are empty. */
  readonly lists: readonly { readonly heading: string; readonly items: readonly Text[] }[];
  readonly remedy: Text;
}

/** What rules have matched, by the encrypted form, where it was asked for. */
export type Payloads = ReadonlyMap<string, string>;

export function requestWords(request: DiagnosedRequest, payloads: Payloads = new Map()): RequestWords {
  const { status, ray, rules, evidence, next, remedy, cause } = request;
  const lists = [
    { heading: 'Rules', items: rules.map((rule) => ruleText(rule, payloads)) },
    { heading: 'Evidence', items: evidence },
    { heading: 'To know more', items: next },
  ];
  return {
    title: [
      ...requestText(request),
      ...(status === undefined ? own(': status unknown') : text`: ${own(String(status))}`),
      ...(ray === undefined ? [] : text`, ray ${own(ray)}`),
    ],
    verdict: verdictText(request),
    lists: lists.filter(({ items }) => items.length > 0),
    remedy: [...remedyText(remedy), ...(cause === undefined ? [] : text` ${causeText(cause)}`)],
  };
}

const CERTAINTIES = {
  proof: 'proven',
  strong: 'strong signs, not proof',
  weak: 'a rule of thumb, not proof',
} as const;

function verdictText({
  answeredBy,
  certainty,
  product,
  action,
  scoreAtLeast,
  sampleInterval,
}: DiagnosedRequest): Text {
  if (answeredBy === 'unknown' || certainty === 'none') return own('It is not clear who answered.');
  const by = answeredBy === 'edge' ? "Cloudflare's edge" : 'The origin';
  const what = [
    ...(product === undefined ? [] : [productText(product)]),
    ...(action === undefined ? [] : [text`action ${action}`]),
    ...(scoreAtLeast === undefined ? [] : [own(`a score of at least ${scoreAtLeast}`)]),
  ].flatMap((piece, index) => [...own(index === 0 ? ': ' : ', '), ...piece]);
  return [
    ...own(`${by} answered (${CERTAINTIES[certainty]})`),
    ...what,
    ...own('.'),
    ...(sampleInterval > 1
      ? own(` It represents about ${counted(sampleInterval, 'request')}, because Cloudflare samples.`)
      : []),
  ];
}

/** Products that are no source of Security Events. */
const PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['access', 'Cloudflare Access'],
  ['cache', 'the cache'],
  ['configuration', 'the configuration of the zone'],
  ['connection', 'the connection to the origin'],
  ['host-and-sni', 'the check that `Host` and SNI agree'],
  ['redirect', 'a redirect'],
  ['worker', 'a Worker or Snippet'],
]);

function productText(product: string): Text {
  const title = PRODUCTS.get(product) ?? eventSourceTitle(product);
  // A source that is not known is a text of others.
  return title === product ? text`${product}` : own(title);
}

function ruleText(
  { rulesetId, id, title, contributes, encryptedPayload }: DiagnosedRule,
  payloads: Payloads,
): Text {
  const ruleset = Object.values(MANAGED_RULESETS).find((known) => known.id === rulesetId);
  const payload = encryptedPayload === undefined ? undefined : payloads.get(encryptedPayload);
  return [
    ...(title === undefined ? own('a rule without a title') : text`${title}`),
    ...(id === undefined ? [] : text` (${id})`),
    ...(ruleset === undefined
      ? rulesetId === undefined
        ? []
        : text` of the ruleset ${rulesetId}`
      : own(` of the ${ruleset.name}`)),
    ...own(contributes ? ': adds to the score' : ': decided'),
    ...(payload === undefined ? [] : text`; it matched ${payload}`),
  ];
}

function requestText(request: DiagnosedRequest): Text {
  const url = urlOf(request);
  const { method } = request.request;
  if (url === undefined) return own('A request');
  return method === undefined ? text`${url}` : text`${`${method} ${url}`}`;
}

/** As much of the URL as is known; `undefined` without a path. */
export function urlOf({
  request: { scheme = 'https', host, path, query = '' },
}: DiagnosedRequest): string | undefined {
  if (path === undefined) return undefined;
  const target = query === '' ? path : `${path}?${query}`;
  return host === undefined ? target : `${scheme}://${host}${target}`;
}

/** What was not read; `undefined` if all was. */
export function skippedText({
  lines,
  first,
}: {
  readonly lines: number;
  readonly first: readonly unknown[];
}): string | undefined {
  if (lines === 0) return undefined;
  const shown = first.length < lines ? `; the first ${first.length}:` : ':';
  return `${counted(lines, 'line or entry', 'lines or entries')} could not be read${shown}`;
}
