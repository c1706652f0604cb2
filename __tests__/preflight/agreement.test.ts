import { lossesOf } from '../../lib/preflight/carried/carried-rule';
import { isLiveObject, type LiveJson, type LiveObject } from '../../lib/api-client';
import { providerSchema } from '../../lib/provider-schema';
import { schemaOf } from '../../lib/sandbox/terraform-provider/schema-of';
import { rulesetDataSource } from '../../lib/sandbox/terraform-provider/data-sources/ruleset';
import { conform } from '../../lib/sandbox/terraform-provider/values/conform';
import { encodeBody } from '../../lib/sandbox/terraform-provider/values/encode-request';
import { runChecks } from '../../lib/sandbox/terraform-provider/validation/check';
import { rulesetChecks } from '../../lib/sandbox/terraform-provider/validation/ruleset-checks';
import { CARRIED, LOSSES } from './rule-shapes';

const ZONE = '0123456789abcdef0123456789abcdef';
const { attributes } = schemaOf(providerSchema.resources, 'cloudflare_ruleset');

/** What only Terraform itself, or the decoding of the answer's text, does to a rule. */
const NOT_BY_PROVIDER =
  /decomposed|form C|surrogate|without ref|logging of a block|64 bits|a fraction|largest whole number/;

const byProvider = <Row extends readonly [string, ...unknown[]]>(rows: readonly Row[]) =>
  rows.filter(([name]) => !NOT_BY_PROVIDER.test(name));

/** The way of a rule through the sandbox's provider, which was built from recordings of the real one. */
async function carryThroughProvider(shape: LiveObject): Promise<{ written: unknown; isRefused: boolean }> {
  const api = { result: () => Promise.resolve({ phase: 'x', kind: 'zone', rules: [shape] }) };
  const config = { zone_id: ZONE, id: ZONE, ruleset_id: null, account_id: null };
  const read = (await rulesetDataSource.read(api as never, config)) as unknown as LiveObject;
  const live = (read['rules'] as readonly LiveObject[]).map((rule): LiveObject => ({
    ...without(rule, 'id', 'categories'),
    logging: rule['action'] === 'skip' ? (rule['logging'] ?? { enabled: true }) : null,
  }));
  const { action = null, action_parameters: parameters = null } = live[0] ?? {};
  const needsParameters = action === 'skip' || action === 'execute';
  const isReadable = isLiveObject(parameters) && Object.values(parameters).some((value) => value !== null);
  const resource = conform(attributes, {
    zone_id: ZONE,
    kind: 'zone',
    name: 'default',
    phase: 'http_request_firewall_custom',
    rules: live as never,
  });
  if (resource === null) throw new Error('nothing is left');
  const problems = runChecks(attributes, rulesetChecks, resource);
  const body = encodeBody(attributes, resource, ['zone_id']);
  return {
    written: meaning((body['rules'] as readonly LiveObject[])[0] ?? {}),
    isRefused: problems.length > 0 || (needsParameters && !isReadable),
  };
}

/** A rule without what Cloudflare sets and with what Cloudflare fills in. */
function meaning(rule: LiveObject): unknown {
  const own = without(withoutNulls(rule) as LiveObject, 'id', 'version', 'last_updated', 'categories');
  const { action_parameters: parameters = {} } = own;
  const isLatest = isLiveObject(parameters) && parameters['version'] === 'latest';
  return {
    description: '',
    ...(own['action'] === 'skip' ? { logging: { enabled: true } } : {}),
    ...own,
    action_parameters: isLatest ? without(parameters, 'version') : parameters,
  };
}

function without(object: LiveObject, ...keys: readonly string[]): LiveObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function withoutNulls(value: LiveJson): LiveJson {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isLiveObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])),
  );
}

test.each(byProvider(CARRIED))('the provider carries %s, too', async (_name, shape) => {
  expect(await carryThroughProvider(shape)).toEqual({ written: meaning(shape), isRefused: false });
});

test.each(byProvider(LOSSES))('the provider does the same to %s', async (_name, shape, expected) => {
  const { written, isRefused } = await carryThroughProvider(shape);
  expect(isRefused).toBe(expected.some((loss) => loss.startsWith('refused')));
  if (!isRefused) expect(written).not.toEqual(meaning(shape));
  expect(lossesOf(shape)).toHaveLength(expected.length);
});
