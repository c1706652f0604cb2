import { resolve } from 'node:path';
import { parseBackend, type StateBackend, useBackend } from '../../stacks/state-backend';
import { refusalOf } from '../support/refusal';
import { objectAt, synthStack } from '../support/synth';

const S3: StateBackend = {
  type: 's3',
  bucket: 'states',
  key: 'waf/dashboard.tfstate',
  region: 'eu-central-1',
};
const R2: StateBackend = {
  type: 'r2',
  accountId: '0123456789abcdef0123456789abcdef',
  bucket: 'states',
  key: 'waf/dashboard.tfstate',
};

test.each<[StateBackend, object]>([
  [{ type: 'local' }, { local: { path: resolve('terraform.stack.tfstate') } }],
  [
    S3,
    {
      s3: {
        bucket: 'states',
        encrypt: true,
        key: 'waf/dashboard.tfstate',
        region: 'eu-central-1',
        use_lockfile: true,
      },
    },
  ],
  [
    R2,
    {
      s3: {
        bucket: 'states',
        endpoints: { s3: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com' },
        key: 'waf/dashboard.tfstate',
        region: 'auto',
        skip_credentials_validation: true,
        skip_metadata_api_check: true,
        skip_region_validation: true,
        skip_requesting_account_id: true,
        skip_s3_checksum: true,
        use_lockfile: true,
        use_path_style: true,
      },
    },
  ],
])('renders %j', (backend, expected) => {
  const { terraform } = synthStack((stack) => {
    useBackend(stack, backend);
  });
  expect(objectAt(terraform, 'terraform')['backend']).toEqual(expected);
});

test.each([{ type: 'local' } as const, S3, R2])('reads %j', (backend) => {
  expect(parseBackend(JSON.stringify(backend))).toEqual(backend);
});

const json = (value: unknown) => JSON.stringify(value);
const types = 'must be a JSON object with "type" local, s3, r2';
test.each<[string, string, string]>([
  ['no JSON', 's3', types],
  ['broken JSON', '{"type":"s3"', types],
  ['a list', '[{"type":"local"}]', types],
  ['null', 'null', types],
  ['no type', json({ bucket: 'b' }), types],
  ['an unknown type', json({ type: 'gcs' }), types],
  ['the name of a method as type', json({ type: 'toString' }), types],
  ['no bucket', json({ type: 's3', key: 'k', region: 'r' }), 'needs the key "bucket"'],
  ['an empty region', json({ type: 's3', bucket: 'b', key: 'k', region: '' }), 'needs the key "region"'],
  ['a key that is no text', json({ type: 's3', bucket: 'b', key: 7, region: 'r' }), 'needs the key "key"'],
  ['no account', json({ type: 'r2', bucket: 'b', key: 'k' }), 'needs the key "accountId"'],
  ['an unknown key', json({ type: 'local', path: '/tmp' }), 'has the unknown key "path"'],
  [
    'credentials',
    json({ type: 's3', bucket: 'b', key: 'k', region: 'r', secret_key: 'hush-hush' }),
    'has the unknown key "secret_key"',
  ],
])('refuses %s, and repeats nothing that could be a secret', (_title, text, problem) => {
  const refusal = refusalOf(() => parseBackend(text));
  expect(refusal).toEqual({
    code: 'config/backend',
    message: `the state backend ${problem}, got ${text.length} characters`,
    help: 'write {"type":"s3","bucket":"...","key":"...","region":"..."}, {"type":"r2","accountId":"...","bucket":"...","key":"..."} or {"type":"local"}',
  });
  expect(JSON.stringify(refusal)).not.toContain('hush-hush');
});
