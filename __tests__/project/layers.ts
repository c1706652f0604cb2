/** What a part of the repository may import. */
export interface Layer {
  /** A folder or a file; the longest one that fits a path is its layer. */
  readonly part: string;
  /** The other parts it may import; always its own files. */
  readonly imports: readonly string[];
  /** True where CDKTF may be imported: all that decides must outlive it. */
  readonly cdktf?: true;
}

/** Dependencies point one way: a part imports only parts that stand above it. */
export const LAYERS: readonly Layer[] = [
  { part: 'lib/errors', imports: [] },
  { part: 'lib/cloudflare', imports: ['lib/errors'] },
  { part: 'lib/hcl', imports: ['lib/errors'] },
  { part: 'lib/rules-language', imports: ['lib/errors', 'lib/cloudflare'] },
  { part: 'lib/managed-rules', imports: ['lib/errors', 'lib/cloudflare'] },
  { part: 'lib/evidence', imports: ['lib/errors', 'lib/cloudflare'] },
  {
    part: 'lib/exceptions',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/hcl', 'lib/rules-language', 'lib/managed-rules'],
  },
  { part: 'lib/rulesets', imports: ['lib/errors', 'lib/cloudflare', 'lib/exceptions'] },
  {
    part: 'lib/lint',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/rulesets',
    ],
  },
  {
    part: 'lib/trace',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/rulesets',
    ],
  },
  {
    part: 'lib/testing',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/rulesets',
      'lib/trace',
    ],
  },
  {
    part: 'lib/review',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/rulesets',
      'lib/lint',
      'lib/trace',
    ],
  },
  {
    part: 'lib/diagnosis',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/managed-rules', 'lib/evidence', 'lib/review'],
  },
  {
    part: 'lib/exception-code',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/lint',
    ],
  },
  {
    part: 'lib/import',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/exceptions',
      'lib/rulesets',
      'lib/review',
      'lib/exception-code',
      'lib/managed-rules',
    ],
  },
  { part: 'lib/coexistence', imports: ['lib/errors', 'lib/cloudflare', 'lib/exceptions'] },
  {
    part: 'lib/constructs',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/exceptions', 'lib/lint', 'lib/coexistence'],
    cdktf: true,
  },
  {
    part: 'lib/index.ts',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/managed-rules', 'lib/exceptions', 'lib/constructs'],
  },
  { part: 'lib/provider-schema', imports: ['lib/cloudflare'] },
  {
    part: 'lib/sandbox/terraform-provider',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/provider-schema'],
  },
  // A layer of its own: the API and the edge listen in the same way.
  { part: 'lib/sandbox/http-server.ts', imports: ['lib/errors'] },
  {
    part: 'lib/sandbox/cloudflare-api',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/rules-language', 'lib/sandbox/http-server.ts'],
  },
  {
    part: 'lib/sandbox/edge',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/rulesets',
      'lib/trace',
      'lib/sandbox/http-server.ts',
      'lib/sandbox/cloudflare-api',
    ],
  },
  {
    part: 'lib/sandbox',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/managed-rules',
      'lib/coexistence',
      'lib/sandbox/http-server.ts',
      'lib/sandbox/terraform-provider',
      'lib/sandbox/cloudflare-api',
      'lib/sandbox/edge',
    ],
  },
  { part: 'lib/api-client', imports: ['lib/errors'] },
  { part: 'lib/deployed-rules', imports: ['lib/cloudflare', 'lib/managed-rules', 'lib/rulesets'] },
  {
    part: 'lib/status',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/exceptions',
      'lib/rulesets',
      'lib/trace',
      'lib/evidence',
      'lib/review',
      'lib/deployed-rules',
    ],
  },
  {
    part: 'lib/proposal',
    imports: [
      'lib/errors',
      'lib/cloudflare',
      'lib/managed-rules',
      'lib/exceptions',
      'lib/evidence',
      'lib/exception-code',
    ],
  },
  {
    part: 'lib/preflight',
    imports: [
      'lib/errors',
      'lib/api-client',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/exceptions',
      'lib/rulesets',
      'lib/coexistence',
      'lib/provider-schema',
    ],
  },
  {
    part: 'lib/verify',
    imports: [
      'lib/errors',
      'lib/api-client',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/exceptions',
      'lib/rulesets',
      'lib/trace',
      'lib/review',
      'lib/evidence',
      'lib/diagnosis',
      'lib/coexistence',
      'lib/preflight',
    ],
  },
  {
    part: 'lib/cli',
    imports: [
      'lib/managed-rules',
      'lib/proposal',
      'lib/errors',
      'lib/deployed-rules',
      'lib/status',
      'lib/api-client',
      'lib/cloudflare',
      'lib/rules-language',
      'lib/exceptions',
      'lib/rulesets',
      'lib/trace',
      'lib/review',
      'lib/evidence',
      'lib/diagnosis',
      'lib/import',
      'lib/lint',
      'lib/coexistence',
      'lib/hcl',
      'lib/preflight',
      'lib/verify',
      'lib/sandbox',
    ],
  },
  { part: 'stacks', imports: ['lib/index.ts'], cdktf: true },
  { part: 'package.json', imports: [] },
  { part: 'main.ts', imports: ['package.json', 'stacks'], cdktf: true },
  // What stands beside the product may use the product as its users do, and the sandbox.
  { part: 'examples', imports: [], cdktf: true },
  { part: 'scripts/demo/last-day.ts', imports: [] },
  { part: 'scripts/demo/dashboard-team', imports: ['lib/index.ts', 'scripts/demo/last-day.ts'], cdktf: true },
  { part: 'scripts/demo/other-team', imports: ['lib/index.ts', 'scripts/demo/last-day.ts'], cdktf: true },
  {
    part: 'scripts/workflows',
    imports: ['lib/errors', 'lib/cloudflare', 'lib/review', 'lib/sandbox'],
  },
  { part: 'scripts', imports: ['lib/errors', 'lib/cloudflare', 'scripts/demo/last-day.ts'] },
];
