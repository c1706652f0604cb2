import { sourceText } from '../errors';
import { Skip } from '../exceptions';
import { type Draft, exceptionCode, freeId } from '../exception-code';
import { type Answers, reasonOf } from './answers';

/** Until when a new exception lasts unless someone says otherwise, in days. */
const DAYS = 90;

const DAY_MS = 86_400_000;

/** How the code of an app is written. */
export interface CodeStyle {
  /** The library that stacks come from. */
  readonly library: 'cdktf' | 'cdktn';
  /** ES modules import files by their names. */
  readonly isEsm: boolean;
  readonly runner: 'jest' | 'vitest';
}

/** The stack, with its first exception. */
export function stackCode(answers: Answers, nowMs: number, { library, isEsm }: CodeStyle): string {
  const { zone, namespace, zonePlan, path } = answers;
  const exception = exceptionCode({
    id: freeId([path], 'request', new Set()),
    draft: draftOf(answers, nowMs),
    skip: Skip.allManagedRules(),
    reason: reasonOf(answers),
    owner: namespace,
    stoppers: [],
    zoneName: zone,
  });
  return `import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider${isEsm ? '/index.js' : ''}';
import { TerraformStack } from '${library}';
import type { Construct } from 'constructs';
import { Skip, WafException, Zone, ZoneWaf } from 'waf-exceptions';

/** The WAF exceptions of the zone. */
export class WafStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Without a backend the state is a file on this machine: add one, such as S3Backend, before you deploy from CI.
    new CloudflareProvider(this, 'cloudflare');

    const waf = new ZoneWaf(this, 'waf', {
      zone: Zone.fromName(${sourceText(zone)}),
      namespace: ${sourceText(namespace)},
      zonePlan: ${sourceText(zonePlan)},
    });

    // Narrower: Skip.managedRules(...) with the rules that fired. \`waf diagnose\` and \`waf propose\` name them.
${exception.map((line) => `    ${line}`).join('\n')}
  }
}
`;
}

/** Tests that the request skips managed rules, and that its neighbours do not. */
export function testCode(
  { method, host, path }: Answers,
  stack: string,
  { library, isEsm, runner }: CodeStyle,
): string {
  const isJest = runner === 'jest';
  return `${isJest ? "import 'waf-exceptions/testing';\n" : ''}import { Testing } from '${library}';
${isJest ? '' : "import { expect, test } from 'vitest';\n"}import { nearMisses${isJest ? '' : ', wafMatchers'} } from 'waf-exceptions/testing';
import { WafStack } from './waf-stack${isEsm ? '.js' : ''}';
${isJest ? '' : '\nexpect.extend(wafMatchers);\n'}
const stack = new WafStack(Testing.app(), ${sourceText(stack)});
const request = { method: ${sourceText(method)}, url: ${sourceText(`https://${host}${path}`)} };

test('the request skips managed rules', () => {
  expect(stack).toSkipManagedRules(request);
});

// Everybody may send the request: there is no other caller to inspect.
test.each(nearMisses(request).filter(({ differsIn }) => differsIn !== 'caller'))(
  'inspects: $title',
  ({ request: neighbour }) => {
    expect(stack).toInspect(neighbour);
  },
);
`;
}

/** What an app runs. */
export function mainCode(stack: string, { library }: CodeStyle): string {
  return `import { App } from '${library}';
import { WafStack } from './waf-stack';

const app = new App();
${stackLine(stack)}
app.synth();
`;
}

/** The line that adds the stack to an app. */
export function stackLine(stack: string): string {
  return `new WafStack(app, ${sourceText(stack)});`;
}

function draftOf({ host, method, path }: Answers, nowMs: number): Draft {
  return {
    hosts: [host],
    methods: [method],
    paths: [{ form: 'exact', text: path }],
    query: [],
    isEncrypted: true,
    from: undefined,
    where: [],
    starts: undefined,
    expires: new Date(nowMs + DAYS * DAY_MS).toISOString().slice(0, 10),
    open: [],
  };
}
