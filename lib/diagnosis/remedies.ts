import { type EventSource, isEventSource } from '../cloudflare';
import { own, type Text, text } from '../review/text';

/** What helps, and the sentence that says how. */
const REMEDIES = {
  exception:
    'If these requests are legitimate, an exception is the cure: `waf propose` writes it. If the account deploys the ruleset, and not the zone, it has to be an exception of the account.',
  'custom-rule':
    'A custom rule decided: no exception skips it. Narrow its expression, or put a skip rule for the remaining custom rules before it.',
  'rate-limiting':
    'A rate limiting rule decided: raise its limit or narrow its expression. An exception for managed rules does not skip it.',
  'bot-fight-mode':
    'Bot Fight Mode decided, and no rule can skip it: turn it off. Super Bot Fight Mode can be skipped by a rule with the phase `http_request_sbfm`.',
  'bot-management': 'Bot Management scores only: change the custom rule that acts on its score.',
  'ip-access-rule': 'An IP Access rule decided: edit that rule. No skip rule skips it.',
  'browser-integrity-check':
    'Browser Integrity Check decided: turn it off for these requests by a configuration rule, or skip the product `bic`.',
  'hotlink-protection':
    'Hotlink Protection decided: turn it off for these requests by a configuration rule, or skip the product `hot`.',
  'security-level':
    'The Security Level decided: lower it for these requests by a configuration rule, or skip the product `securityLevel`.',
  'user-agent-blocking':
    'A User Agent Blocking rule decided: edit that rule, or skip the product `uaBlock` for these requests.',
  'zone-lockdown':
    'A Zone Lockdown rule decided: add the address to it, or skip the product `zoneLockdown` for these requests.',
  'firewall-rule':
    "A rule of the deprecated product Firewall Rules decided, which is not one of today's custom rules: edit it, or move it to custom rules.",
  'previous-managed-rules':
    'A managed rule of the previous version decided: turn off that rule, or skip the product `waf`.',
  'ddos-override':
    'HTTP DDoS attack protection decided: no rule skips it. Override its rule or sensitivity for this traffic.',
  'api-shield':
    'API Shield decided: mend the schema, token or sequence that the endpoint is configured with.',
  'sensitive-data-detection':
    'Sensitive Data Detection inspects the answer: change its own deployment. An exception for requests has no effect on it.',
  'data-loss-prevention': 'Data Loss Prevention decided: change its profile or policy.',
  access: 'Cloudflare Access decided: change the policy of its application, or send a service token.',
  worker: 'A Worker or Snippet answered: look into its code and its logs. No exception changes it.',
  cache: 'The cache answered with what the origin said before: purge it, and look at the origin.',
  redirect: 'A redirect of the edge answered: look at Redirect Rules, Bulk Redirects and Always Use HTTPS.',
  'not-the-waf':
    'The edge answered, but not the WAF: look at Workers, Access, redirects, the cache and Bot Fight Mode. An exception does not help.',
  'host-and-sni':
    'Send the same name in `Host` and in TLS (SNI): the edge refuses them if they differ, and logs nothing.',
  request: 'The edge refused a request that is malformed: change what the client sends.',
  configuration:
    "The configuration of DNS or of the zone is at fault: the error code has a page in Cloudflare's documentation.",
  connection:
    "The edge got no proper answer from the origin: look at the origin's health, its firewall and its certificate.",
  origin: 'The origin answered: look at its own configuration, logs and code. An exception does not help.',
  none: 'Nothing refused this request.',
  unknown: 'What helps depends on what decided, which is not known yet.',
} as const;

/** What helps: `exception`, or the lever that does. */
export type Remedy = keyof typeof REMEDIES;

export const REMEDY_NAMES = Object.keys(REMEDIES) as readonly Remedy[];

/** The sentence of a remedy. */
export function remedyText(remedy: Remedy): Text {
  return own(REMEDIES[remedy]);
}

const OF_SOURCES: Readonly<Record<EventSource, Remedy>> = {
  apiShield: 'api-shield',
  apiShieldSchemaValidation: 'api-shield',
  apiShieldSequenceMitigation: 'api-shield',
  apiShieldTokenValidation: 'api-shield',
  asn: 'ip-access-rule',
  bic: 'browser-integrity-check',
  botFight: 'bot-fight-mode',
  botManagement: 'bot-management',
  country: 'ip-access-rule',
  dlp: 'data-loss-prevention',
  firewallCustom: 'custom-rule',
  firewallManaged: 'exception',
  firewallRules: 'firewall-rule',
  hot: 'hotlink-protection',
  ip: 'ip-access-rule',
  ipRange: 'ip-access-rule',
  l7ddos: 'ddos-override',
  linkMaze: 'bot-management',
  rateLimit: 'rate-limiting',
  sanitycheck: 'request',
  securityLevel: 'security-level',
  uaBlock: 'user-agent-blocking',
  validation: 'request',
  waf: 'previous-managed-rules',
  zoneLockdown: 'zone-lockdown',
};

/** What helps against a product that Security Events name as their source. */
export function remedyOfSource(source: string | undefined): Remedy {
  return source !== undefined && isEventSource(source) ? OF_SOURCES[source] : 'unknown';
}

const CAUSES = {
  'rate-limit': text`nginx limits the rate of requests (\`limit_req\`, \`limit_conn\`): raise the limit, or exempt this client.`,
  'empty-user-agent': text`nginx answered by itself, and the request has no \`User-Agent\`: send one, or change the rule that refuses those.`,
  'access-rule': text`nginx refuses the request by its own rule (\`deny\`, \`allow\`, \`internal\`, a hidden file).`,
  'closed-by-rule': text`nginx closed the connection without an answer, by a rule of its own (\`return 444\`).`,
  'body-size': text`The body is larger than \`client_max_body_size\` of nginx.`,
  'time-out': text`The application did not answer in time: raise the time-out of gunicorn (\`--timeout\`) and nginx (\`proxy_read_timeout\`), or make the work asynchronous.`,
  'crashed-worker': text`The worker of the application died while it worked on the request: look for memory, signals and its last lines.`,
  'not-running': text`Nothing accepts connections where nginx passes the request on: the application does not run there.`,
  'missing-program': text`The application starts a program that is not there: install it, or correct the \`PATH\` that the application runs with.`,
  exception: text`The application raised an exception that it does not handle: its log has the traceback.`,
  auth: text`The route's own check of authentication or permission refused the request.`,
} as const;

/** The sentence of a cause at the origin. */
export function causeText(cause: keyof typeof CAUSES): Text {
  return CAUSES[cause];
}
