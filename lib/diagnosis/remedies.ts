import { type EventSource, isEventSource } from '../cloudflare';
import { own, type Text, text } from '../review/text';

/** What helps, and the sentence that says how. */
const REMEDIES = {
  exception:
    'If these requests are legitimate, an exception helps: `waf propose` writes it. If the account deploys the ruleset, and not the zone, the exception must be in the account.',
  'custom-rule':
    'A custom rule decided, and no exception skips it. Narrow its expression, or put a skip rule for the remaining custom rules before it.',
  'rate-limiting':
    'A rate limiting rule decided: raise its limit or narrow its expression. An exception for managed rules does not skip it.',
  'bot-fight-mode':
    'Bot Fight Mode decided, and no rule can skip it: turn it off. To skip Super Bot Fight Mode, use a rule with the phase `http_request_sbfm`.',
  'bot-management': 'Bot Management only scores requests: change the custom rule that acts on the score.',
  'ip-access-rule': 'An IP Access rule decided: edit that rule. No skip rule skips it.',
  'browser-integrity-check':
    'Browser Integrity Check decided: turn it off for these requests with a configuration rule, or skip the product `bic`.',
  'hotlink-protection':
    'Hotlink Protection decided: turn it off for these requests with a configuration rule, or skip the product `hot`.',
  'security-level':
    'The Security Level decided: lower it for these requests with a configuration rule, or skip the product `securityLevel`.',
  'user-agent-blocking':
    'A User Agent Blocking rule decided: edit that rule, or skip the product `uaBlock` for these requests.',
  'zone-lockdown':
    'A Zone Lockdown rule decided: add the address to it, or skip the product `zoneLockdown` for these requests.',
  'firewall-rule':
    'A rule of the deprecated product Firewall Rules decided, not a custom rule: edit it, or move it to custom rules.',
  'previous-managed-rules':
    'A managed rule of the previous version decided: turn off that rule, or skip the product `waf`.',
  'ddos-override':
    'HTTP DDoS attack protection decided, and no rule skips it. Override its rule or sensitivity for this traffic.',
  'api-shield':
    'API Shield decided: correct the schema, token or sequence that is configured for the endpoint.',
  'sensitive-data-detection':
    'Sensitive Data Detection inspects the answer: change how it is deployed. An exception for requests does not affect it.',
  'data-loss-prevention': 'Data Loss Prevention decided: change its profile or policy.',
  access: 'Cloudflare Access decided: change the policy of its application, or send a service token.',
  worker: 'A Worker or Snippet answered: check its code and its logs. An exception does not help.',
  cache: 'The cache answered with an earlier answer of the origin: purge it, and check the origin.',
  redirect: 'The edge answered with a redirect: check Redirect Rules, Bulk Redirects and Always Use HTTPS.',
  'not-the-waf':
    'The edge answered, but not the WAF: check Workers, Access, redirects, the cache and Bot Fight Mode. An exception does not help.',
  'host-and-sni':
    'Send the same name in `Host` and in TLS (SNI): the edge refuses them if they differ, and logs nothing.',
  request: 'The edge refused a malformed request: change what the client sends.',
  configuration: "The DNS or zone configuration is wrong: see the error code in Cloudflare's documentation.",
  connection:
    "The edge got no valid answer from the origin: check the origin's health, firewall and certificate.",
  origin: 'The origin answered: check its configuration, logs and code. An exception does not help.',
  none: 'Nothing refused this request.',
  unknown: 'What helps depends on what decided, and that is not known yet.',
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
  'empty-user-agent': text`nginx itself answered, and the request has no \`User-Agent\`: send one, or change the rule that refuses such requests.`,
  'access-rule': text`nginx refuses the request because of its own rule (\`deny\`, \`allow\`, \`internal\`, a hidden file).`,
  'closed-by-rule': text`nginx closed the connection without an answer because of its own rule (\`return 444\`).`,
  'body-size': text`The body is larger than nginx's \`client_max_body_size\`.`,
  'time-out': text`The application did not answer in time: raise the timeouts of gunicorn (\`--timeout\`) and nginx (\`proxy_read_timeout\`), or make the work asynchronous.`,
  'crashed-worker': text`The application's worker died while it handled the request: check for memory, signals and its last log lines.`,
  'not-running': text`Nothing accepts connections at the address to which nginx passes the request: the application is not running there.`,
  'missing-program': text`The application starts a program that does not exist: install it, or correct the application's \`PATH\`.`,
  exception: text`The application raised an unhandled exception: its log has the traceback.`,
  auth: text`The route's own check of authentication or permission refused the request.`,
} as const;

/** The sentence of a cause at the origin. */
export function causeText(cause: keyof typeof CAUSES): Text {
  return CAUSES[cause];
}
