import type { Rule } from '../../../lib/rulesets';
import { foundBy } from '../../support/lint';

const HOST = 'http.host eq "app.example.com"';
const EXACT = `${HOST} and http.request.method eq "POST" and http.request.uri.path eq "/export/mp4"`;
const rule = (action: string, expression: string, parameters: Rule['parameters'] = {}): Rule => ({
  ref: 'r',
  action,
  expression,
  parameters,
});
const EXCEPTION = rule('skip', EXACT, { phases: ['http_request_firewall_managed'] });
const REST = { ruleset: 'current' };
const found = (...rules: readonly Rule[]) =>
  foundBy('unreached-exception', { phase: 'http_request_firewall_custom', rules });
const BLOCKED = 'rule 1 blocks every request of this exception before it: nothing is skipped';
const SKIPPED =
  'rule 1 skips the rest of the rules for every request of this exception, and so the exception too';

test.each<[string, Rule, string]>([
  ['a block of every request', rule('block', 'true'), BLOCKED],
  ['a block of the host', rule('block', HOST), BLOCKED],
  ['a block of a section', rule('block', 'starts_with(http.request.uri.path, "/export/")'), BLOCKED],
  ['a block of several hosts', rule('block', 'http.host in {"www.example.com" "app.example.com"}'), BLOCKED],
  ['a block of one side of an or', rule('block', `http.host eq "a.example" or (${EXACT})`), BLOCKED],
  ['a block of other methods than one', rule('block', 'http.request.method ne "GET"'), BLOCKED],
  ['a skip of the rest', rule('skip', HOST, REST), SKIPPED],
  ['a skip of the rest of the phase', rule('skip', 'true', { phase: 'current' }), SKIPPED],
])('finds an exception behind %s', (_title, before, message) => {
  expect(found(before, EXCEPTION)).toEqual([
    { message, help: 'move it before rule 1, or remove it', rule: 1 },
  ]);
});

test.each<[string, Rule]>([
  ['a block of another host', rule('block', 'http.host eq "www.example.com"')],
  ['a block of some callers', rule('block', `${HOST} and ip.src in {203.0.113.0/24}`)],
  ['a block of a list that nobody knows', rule('block', `${HOST} and ip.src in $office`)],
  ['a block that has ended', rule('block', `${HOST} and http.request.timestamp.sec lt 1000000000`)],
  ['a block that is off', { ...rule('block', 'true'), enabled: false }],
  ['a block that cannot be read', rule('block', 'true and')],
  ['a challenge, which some pass', rule('managed_challenge', 'true')],
  ['a log', rule('log', 'true')],
  ['an exception of something else', rule('skip', HOST, { phases: ['http_ratelimit'] })],
  [
    'one that skips the same and the rest',
    rule('skip', HOST, { ...REST, phases: ['http_request_firewall_managed'] }),
  ],
])('is silent about one behind %s', (_title, before) => {
  expect(found(before, EXCEPTION)).toEqual([]);
});

test('is silent about an exception that stands before, is off, or matches nothing', () => {
  expect(found(EXCEPTION, rule('block', 'true'))).toEqual([]);
  expect(found(rule('block', 'true'), { ...EXCEPTION, enabled: false })).toEqual([]);
  expect(found(rule('block', 'true'), rule('skip', `${EXACT} and not ${HOST}`, REST))).toEqual([]);
});
