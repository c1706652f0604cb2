import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACCOUNT, block, FREE_ZONE, start, TOKEN } from './api';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudflare-api-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('finds everything again after a restart, without tokens', async () => {
  const stateFile = join(folder, 'new', 'state.json');
  const first = await start({ stateFile });
  const { id } = await first.entryPoint(block('a'));
  await first.entryPoint(block('b'));
  const lists = `/accounts/${ACCOUNT}/rules/lists`;
  const list = await first.get(lists);
  const path = `${lists}/${String(list.body.result[0]?.id)}`;
  const { body } = await first.put(`${path}/items`, [{ ip: '192.0.2.1' }]);
  await first.api.close();

  const second = await start({ stateFile, seed: { accounts: [], zones: [] } });
  const ruleset = await second.get(`/zones/${FREE_ZONE}/rulesets/${id}`);
  expect(ruleset.body.result).toMatchObject({ version: '2', rules: [{ ref: 'b' }] });
  expect((await second.get(`/zones/${FREE_ZONE}/rulesets/${id}/versions/1`)).status).toBe(200);
  const operation = await second.get(`${lists}/bulk_operations/${body.result.operation_id}`);
  expect(operation.body.result.id).toBe(body.result.operation_id);
  const files = readdirSync(join(folder, 'new'));
  expect(files).toEqual(['state.events.ndjson', 'state.json', 'state.requests.ndjson']);
  for (const file of files) expect(readFileSync(join(folder, 'new', file), 'utf8')).not.toContain(TOKEN);
});

test('keeps nothing of a refused write', async () => {
  const stateFile = join(folder, 'state.json');
  const api = await start({ stateFile });
  const before = readFileSync(stateFile, 'utf8');
  await api.put(`/zones/${FREE_ZONE}/rulesets/phases/http_ratelimit/entrypoint`, { rules: [block('a', '')] });
  await api.put(`/zones/${FREE_ZONE}/rulesets/phases/http_ratelimit/entrypoint?dry_run=true`, { rules: [] });
  expect(readFileSync(stateFile, 'utf8')).toBe(before);
});

test.each([
  ['{', 'the state file cannot be read: '],
  ['{"format":0,"state":{}}', 'the state file was not written by this version of the sandbox'],
])('does not start from a file with %s', async (text, message) => {
  const stateFile = join(folder, 'state.json');
  writeFileSync(stateFile, text);
  await expect(start({ stateFile })).rejects.toThrow(`${stateFile}: ${message}`);
  expect(readFileSync(stateFile, 'utf8')).toBe(text);
});
