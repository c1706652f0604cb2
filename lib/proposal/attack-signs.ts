import type { BlockedRequest } from './blocked-request';

/**
 * What makes a blocked request look like an attack rather than a mistake of a rule, in words; empty if nothing does. No sign
 * proves an attack, and an attack may show none: they decide what is let through only if somebody names it.
 */
export function attackSigns(
  requests: readonly BlockedRequest[],
): ReadonlyMap<BlockedRequest, readonly string[]> {
  const bySource = groups(requests, ({ request }) => request.clientIp);
  const byEndpoint = groups(requests, endpointOf);
  return new Map(
    requests.map((one) => {
      const source = bySource.get(one.request.clientIp ?? '') ?? [];
      const here = source.filter((other) => endpointOf(other) === endpointOf(one));
      const endpoint = (byEndpoint.get(endpointOf(one)) ?? []).filter(
        (other) => signature(other) === signature(one),
      );
      return [one, [...ownSigns(one), ...sourceSigns(source, here), ...crowdSigns(endpoint)]];
    }),
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

function ownSigns({ attackScore, request, contributors, decider }: BlockedRequest): readonly string[] {
  const kinds = new Set(
    [decider, ...contributors].map(({ title }) => kindOf(title)).filter((kind) => kind !== undefined),
  );
  return [
    ...(attackScore !== undefined && attackScore <= ATTACK_SCORE ? [`WAF attack score ${attackScore}`] : []),
    ...(SCANNED_PATH.test(`${request.path ?? ''}?${request.query ?? ''}`)
      ? ['a path or query that scanners try']
      : []),
    ...(SCANNER.test(request.userAgent ?? '') ? ['the user agent of a scanner'] : []),
    ...(kinds.size >= MANY_KINDS ? [`rules against ${kinds.size} kinds of attack`] : []),
  ];
}

function sourceSigns(source: readonly BlockedRequest[], here: readonly BlockedRequest[]): readonly string[] {
  const paths = new Set(source.map((one) => endpointOf(one).replace(IDS, '#'))).size;
  const sets = new Set(here.map(signature)).size;
  return [
    ...(paths >= MANY_PATHS ? [`its source is blocked on ${paths} paths`] : []),
    ...(sets >= MANY_SETS ? [`its source meets ${sets} different sets of rules on this path`] : []),
  ];
}

function crowdSigns(alike: readonly BlockedRequest[]): readonly string[] {
  const sources = new Set(alike.map(({ request }) => request.clientIp));
  return sources.size >= MANY_SOURCES && sources.size === alike.length && !sources.has(undefined)
    ? [`it comes from ${sources.size} sources, once from each`]
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

function groups(
  requests: readonly BlockedRequest[],
  keyOf: (request: BlockedRequest) => string | undefined,
): ReadonlyMap<string, readonly BlockedRequest[]> {
  const found = new Map<string, BlockedRequest[]>();
  for (const request of requests) {
    const key = keyOf(request);
    if (key === undefined) continue;
    const group = found.get(key);
    if (group === undefined) found.set(key, [request]);
    else group.push(request);
  }
  return found;
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
