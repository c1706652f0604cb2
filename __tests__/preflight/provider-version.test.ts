import { reportText } from '../../lib/preflight';
import { providerVersions } from '../../lib/preflight/carried/provider-version';
import { DryRunZone, exception, MANAGED } from './dry-run-zone';
import { execute } from './rule-shapes';
import { docsPage } from '../../lib/errors';

const stackWith = (version: unknown) => ({
  terraform: { required_providers: { cloudflare: { source: 'cloudflare/cloudflare', version } } },
});

test.each([
  ['the version of the bindings', stackWith('5.14.0'), '5.14.0', 'judged by the Cloudflare provider 5.14.0'],
  [
    'the same with an operator',
    stackWith('= 5.14.0'),
    '= 5.14.0',
    'judged by the Cloudflare provider 5.14.0',
  ],
  [
    'a newer one',
    stackWith('5.22.0'),
    '5.22.0',
    `warning: judged by the Cloudflare provider 5.14.0, and the stack pins \`5.22.0\`: another version may know more keys, and refuse other values (${docsPage('newer-provider.md')})`,
  ],
  [
    'a range',
    stackWith('>= 5.14.0'),
    '>= 5.14.0',
    `warning: judged by the Cloudflare provider 5.14.0, and the stack pins \`>= 5.14.0\`: another version may know more keys, and refuse other values (${docsPage('newer-provider.md')})`,
  ],
  [
    'none',
    { terraform: {} },
    undefined,
    `warning: judged by the Cloudflare provider 5.14.0, and the stack pins no version: another version may know more keys, and refuse other values (${docsPage('newer-provider.md')})`,
  ],
])(
  'the report names the version that it judges by, for a stack that pins %s',
  async (_title, stack, pinned, line) => {
    const versions = providerVersions(stack);
    expect(versions).toEqual({ judgedBy: '5.14.0', pinned });
    const zone = await DryRunZone.start({});
    const reports = await zone.ask(zone.declaration([]));
    expect(reportText(reports, [], versions).split('\n').slice(-2)).toEqual([line, '']);
    await zone.close();
  },
);

describe('values of an entry point that the deploy does not write', () => {
  const reportOf = async (managed: object, rules: Parameters<DryRunZone['declaration']>[0]) => {
    const zone = await DryRunZone.start({ http_request_firewall_managed: [managed] }, 'enterprise');
    const [custom, other] = await zone.ask(zone.declaration(rules));
    await zone.close();
    return {
      custom: custom?.dryRun.outcome,
      findings: other?.findings.map(({ effect, path }) => `${effect} ${path}`),
      managed: other?.dryRun.outcome,
    };
  };

  test('are not lost: a pinned version stays', async () => {
    expect(await reportOf(execute({ version: '41' }), [exception()])).toEqual({
      custom: 'accepted',
      findings: [],
      managed: 'unchanged',
    });
  });

  test('stand in the way where Terraform refuses their form', async () => {
    expect(await reportOf(execute({ overrides: { rules: [] } }), [exception()])).toMatchObject({
      findings: ['refused action_parameters.overrides.rules'],
    });
  });

  test('are lost where it is written', async () => {
    const zone = await DryRunZone.start({ http_request_firewall_managed: [execute({ version: '41' })] });
    const own = exception({ action_parameters: { rulesets: ['efb7b8c949ac4650a09736fc376e9aee'] } });
    const [, managed] = await zone.ask(zone.declaration([own], MANAGED));
    expect(managed?.findings.map(({ effect, path }) => `${effect} ${path}`)).toEqual([
      'lost action_parameters.version',
    ]);
    await zone.close();
  });
});
