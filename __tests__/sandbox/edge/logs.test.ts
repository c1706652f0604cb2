import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firewallEvent, httpRequest } from '../../../lib/sandbox/cloudflare-api/logpush/dataset-rows';
import { openLogFiles } from '../../../lib/sandbox/cloudflare-api/logpush/log-files';
import { frames, HOST, PATH, start } from './edge';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudflare-logs-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const rowsOf = (name: string) =>
  readFileSync(join(folder, 'logs', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);

test('what passes the edge is written as Logpush delivers it', async () => {
  const edge = await start(undefined, 'enterprise', { logFolder: join(folder, 'logs') });
  const blocked = await edge.send({ body: frames(6), path: `${PATH}?a=b` });
  await edge.send({ method: 'GET', path: '/' });
  const ray = String(blocked.headers['cf-ray']).replace('-SBX', '');
  const events = rowsOf('firewall_events.ndjson');
  const [first] = events;
  expect(events.map(({ MatchIndex, RayID, Action }) => [MatchIndex, RayID, Action])).toEqual([
    [2, ray, 'log'],
    [1, ray, 'log'],
    [0, ray, 'managedchallenge'],
  ]);
  expect(first).toMatchObject({
    ClientASN: 0,
    ClientRequestHost: HOST,
    ClientRequestPath: PATH,
    ClientRequestQuery: '?a=b',
    Datetime: expect.stringMatching(RFC_3339) as string,
    EdgeResponseStatus: 403,
    Kind: 'firewall',
    Metadata: { ruleset_version: '1', version: '1' },
    OriginResponseStatus: 0,
    OriginatorRayID: '00',
    Ref: expect.any(String) as string,
    Source: 'firewallmanaged',
  });
  const requests = rowsOf('http_requests.ndjson');
  expect(requests).toHaveLength(2);
  expect(requests[0]).toMatchObject({
    ClientRequestURI: `${PATH}?a=b`,
    EdgeStartTimestamp: expect.stringMatching(RFC_3339) as string,
    EdgeEndTimestamp: expect.stringMatching(RFC_3339) as string,
    EdgeResponseStatus: 403,
    OriginResponseStatus: 0,
    ParentRayID: '00',
    RayID: ray,
    SecurityAction: 'managedChallenge',
    SecurityActions: ['log', 'log', 'managedChallenge'],
    SecurityRuleID: '6179ae15870a4bb7b2d480d4843b323c',
    SecuritySources: ['firewallManaged', 'firewallManaged', 'firewallManaged'],
  });
  expect(requests[0]?.['SecurityRuleIDs']).toHaveLength(3);
  expect(requests[1]).toMatchObject({
    EdgeResponseStatus: 200,
    OriginResponseStatus: 200,
    SecurityAction: '',
    SecurityActions: [],
    SecurityRuleID: '',
  });
});

test('a skip is in both datasets, and ends nothing', async () => {
  const rule = { action: 'skip', expression: 'true', ref: 'mine', action_parameters: { ruleset: 'current' } };
  const edge = await start([{ phase: 'http_request_firewall_custom', rules: [rule] }]);
  await edge.send();
  const { events, requests } = edge.api.state;
  expect(events.map(firewallEvent)).toMatchObject([
    { Action: 'skip', Ref: 'mine', Source: 'firewallcustom' },
  ]);
  expect(requests.map((request) => httpRequest(request, events))).toMatchObject([
    {
      SecurityAction: '',
      SecurityRuleID: '',
      SecurityActions: ['skip'],
      SecuritySources: ['firewallCustom'],
    },
  ]);
});

test('a folder that cannot be written to is refused', () => {
  writeFileSync(join(folder, 'logs'), '');
  expect(() => openLogFiles(join(folder, 'logs'))).toThrow('--logs cannot be written to');
});
