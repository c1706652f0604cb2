import type { InspectedRequest } from './inspected-request';

/**
 * Which parts of a request a rule of a managed ruleset looks at, and for what. Cloudflare publishes none of this: these are
 * stand-ins, simpler than the real rules, for the ids of the emulator's catalogue. A rule without one never matches.
 */
interface StandIn {
  readonly looksAt: readonly (keyof InspectedRequest)[];
  readonly pattern: RegExp;
}

const ARGUMENTS = ['query', 'body'] as const;
const EVERYWHERE = ['path', 'query', 'headers', 'body'] as const;

const JNDI = /\$\{jndi:/i;

/**
 * How an honest upload becomes an attack: as in the core rule set, each scoring rule adds its points once for each variable
 * that it matches. A form or JSON body with images is one variable for each of them, and each
 * `data:image/png;base64,...` matches 941130 (by `;base64`) and 941170 (by `data:image/png;`): 10 points an image. Rule
 * 949110 acts from its threshold on: Cloudflare's default of 40 is reached by the fourth image, the 60 of the lived-in
 * zone by the sixth. The score falls nowhere, so longer exports never pass again.
 */
const STAND_INS: ReadonlyMap<string, StandIn> = new Map<string, StandIn>([
  // Cloudflare OWASP Core Ruleset
  ['04116d14d7524986ba314d11c8a41e11', { looksAt: ARGUMENTS, pattern: /.;base64\b/is }],
  [
    'c5d17e08b2f6493fa1e47d90638c2ab5',
    {
      looksAt: ARGUMENTS,
      pattern: /(?:^|\W)(?:data:[a-z]\w{1,40}\/\w[\w+.-]{1,40}[;,]|javascript:.+[=\\([.<])/is,
    },
  ],
  // Cloudflare Managed Ruleset
  [
    'd9e350f1b72d4730899c8a420e48a85d',
    { looksAt: ARGUMENTS, pattern: /\bunion\s+(?:all\s+)?select\b|['"]\s*or\s+['"]?\d+['"]?\s*=\s*['"]?\d/i },
  ],
  ['e3a567afc347477d9702d9047e97d760', { looksAt: ARGUMENTS, pattern: /\bon(?:error|load|click)\s*=/i }],
  ['6f0c2b7d41a84e0e9a5d3c18b7e2f904', { looksAt: ARGUMENTS, pattern: /<script\b/i }],
  ['1b9d5e20c7f34a6fb08e64d2a3c5f718', { looksAt: EVERYWHERE, pattern: /(?:\.\.[/\\]){2}|\/etc\/passwd\b/i }],
  ['a83e4c1f95d04b72a6e0f9127bd3c658', { looksAt: EVERYWHERE, pattern: JNDI }],
  ['5de7edfa648c4d6891dc3e7f84534ffa', { looksAt: ['path'], pattern: /^\/xmlrpc\.php$/ }],
  ['75a0060762034a6cb663fd51a02344cb', { looksAt: ['path'], pattern: /^\/wp-json\/wp\/v2\/users\b/ }],
  // An empty value, so that a header that is there does not match.
  ['b57df4f17f7f4ea4b8db33e20a6dbbd3', { looksAt: ['userAgent'], pattern: /^$/ }],
  // Cloudflare Free Managed Ruleset
  ['7dfd111a6bad4b86bf3522cce6c5792f', { looksAt: ['path', 'query'], pattern: JNDI }],
  ['b453c8ace3a54e0ab7c791510b51dc4d', { looksAt: ['headers'], pattern: JNDI }],
]);

/** OWASP 949110: no pattern of its own, it acts on the sum of the others. */
export const THRESHOLD_RULE = '6179ae15870a4bb7b2d480d4843b323c';

/** What a critical rule of the core rule set adds for each variable. */
export const POINTS = 5;

/** How many variables of the request a managed rule matches. */
export function matchesOf(ruleId: string, request: InspectedRequest): number {
  const standIn = STAND_INS.get(ruleId);
  if (standIn === undefined) return 0;
  return standIn.looksAt.flatMap((part) => request[part]).filter((value) => standIn.pattern.test(value))
    .length;
}
