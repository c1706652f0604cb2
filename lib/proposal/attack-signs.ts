import type { BlockedRequest } from './blocked-request';
import { groupedBy, mapped } from './grouped';

/**
 * What makes a blocked request look like an attack rather than a mistake of a rule, in words; empty if nothing does. No sign
 * proves an attack, and an attack may show none: they decide what is let through only if someone names it.
 */
export function attackSigns(
  requests: readonly BlockedRequest[],
): ReadonlyMap<BlockedRequest, readonly string[]> {
  const places = requests.map((request) => ({
    request,
    source: request.request.clientIp ?? '',
    endpoint: endpointOf(request),
    signature: signature(request),
  }));
  const crowds = groupedBy(places, (one) => `${one.endpoint} ${one.signature}`);
  const sources = groupedBy(places, ({ source }) => source);
  const paths = mapped(sources, (all) => distinct(all, ({ endpoint }) => endpoint.replace(IDS, '#')));
  const sets = mapped(
    groupedBy(places, (one) => `${one.source} ${one.endpoint}`),
    (all) => distinct(all, (one) => one.signature),
  );
  const crowdWords = mapped(crowds, (all) => crowdSigns(all.map(({ request }) => request)));
  return new Map(
    places.map(({ request, source, endpoint, signature: rules }) => [
      request,
      [
        ...ownSigns(request),
        ...(source === '' ? [] : sourceSigns(paths.get(source) ?? 0, sets.get(`${source} ${endpoint}`) ?? 0)),
        ...(crowdWords.get(`${endpoint} ${rules}`) ?? []),
      ],
    ]),
  );
}

/** Cloudflare calls a request with this score or a lower one an attack. */
const ATTACK_SCORE = 20;

/** Kinds of attack, as the Core Rule Set numbers them, that no single harmless request is taken for. */
const MANY_KINDS = 3;
/** Paths on which one source is blocked: an application's user is not blocked on as many that differ in more than an id. */
const MANY_PATHS = 5;
/** Segments of a path that are numbers, or as long in hexadecimal as an id. */
const IDS = /(?<=\/)(?:\d+|[0-9a-f-]{16,})(?=[/"])/gi;
/** Sets of rules that one source meets on one path: who tries payloads does. */
const MANY_SETS = 3;
/** Sources that are seen once each. */
const MANY_SOURCES = 20;

function ownSigns({
  attackScore,
  attackClass,
  request,
  contributors,
  decider,
}: BlockedRequest): readonly string[] {
  const kinds = new Set(
    [decider, ...contributors].map(({ title }) => kindOf(title)).filter((kind) => kind !== undefined),
  );
  return [
    ...scoreSigns(attackScore, attackClass),
    ...(SCANNED_PATH.test(`${request.path ?? ''}?${request.query ?? ''}`)
      ? ['a path or query that scanners try']
      : []),
    ...(SCANNER.test(request.userAgent ?? '') ? ['the user agent of a scanner'] : []),
    ...(kinds.size >= MANY_KINDS ? [`rules against ${kinds.size} kinds of attack`] : []),
  ];
}

/** Some plans give the score, some only its class. */
function scoreSigns(score: number | undefined, name: string | undefined): readonly string[] {
  if (score !== undefined) return score <= ATTACK_SCORE ? [`WAF attack score ${score}`] : [];
  return name === 'attack' ? ['WAF attack score class `attack`'] : [];
}

function sourceSigns(paths: number, sets: number): readonly string[] {
  return [
    ...(paths >= MANY_PATHS ? [`its source was blocked on ${paths} paths`] : []),
    ...(sets >= MANY_SETS ? [`its source matches ${sets} different sets of rules on this path`] : []),
  ];
}

function crowdSigns(alike: readonly BlockedRequest[]): readonly string[] {
  const sources = new Set(alike.map(({ request }) => request.clientIp));
  return sources.size >= MANY_SOURCES && sources.size === alike.length && !sources.has(undefined)
    ? [`it comes from ${sources.size} sources, once each`]
    : [];
}

/** The first three digits of a number of the Core Rule Set: 941 is cross-site scripting. A breach of a protocol is no attack. */
function kindOf(title: string | undefined): string | undefined {
  return /\b(93[0-4]|94[1-4])\d{3}\b/.exec(title ?? '')?.[1];
}

/** Host, method and path, as one text. */
export function endpointOf({ request }: BlockedRequest): string {
  return JSON.stringify([request.host, request.method, request.path]);
}

/** The rules that ended it, or added to its score. */
function signature({ decider, contributors }: BlockedRequest): string {
  return [decider, ...contributors]
    .map(({ ruleId }) => ruleId)
    .sort()
    .join(' ');
}

function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string): number {
  return new Set(values.map(keyOf)).size;
}

const SCANNER =
  /sqlmap|nikto|nuclei|nessus|openvas|masscan|zgrab|wpscan|acunetix|netsparker|dirbuster|gobuster|feroxbuster|ffuf|w3af|arachni|havij|jaeles|burp/i;

const SCANNED_PATH = new RegExp(
  [
    String.raw`/\.(?:env|git|svn|aws|ssh|htaccess|htpasswd|DS_Store)(?:[/?.]|$)`,
    String.raw`/(?:wp-login\.php|wp-config|xmlrpc\.php|phpmyadmin|phpinfo|cgi-bin/|vendor/phpunit|boaform|HNAP1)`,
    String.raw`/(?:actuator(?:[/?]|$)|solr/admin|_ignition/execute-solution|server-status)`,
    String.raw`\.\.(?:/|\\|%2f|%5c)|%2e%2e`,
    String.raw`/etc/(?:passwd|shadow)|/proc/self|win\.ini`,
    String.raw`union(?:\s|\+|%20|/\*)+(?:all(?:\s|\+|%20)+)?select|sleep\(\d|benchmark\(|information_schema`,
    String.raw`<script|%3cscript|javascript:|onerror=`,
    String.raw`\$\{jndi|%24%7bjndi`,
  ].join('|'),
  'i',
);
