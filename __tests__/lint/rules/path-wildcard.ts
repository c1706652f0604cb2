import { Path } from '../../../lib';
import { defineRequest } from '../../support/exceptions';
import { foundBy } from '../../support/lint';

const BAD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path wildcard "/v*/export"';
const GOOD =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path in {"/v1/export" "/v2/export"}';

test('finds a wildcard in the path of an exception', () => {
  expect(foundBy('path-wildcard', BAD)).toEqual([
    {
      message: '`*` matches any text, `/` too, and `wildcard` ignores case',
      help: 'name each path: `http.request.uri.path in {"/..." "/..."}`, or write an exception with Path.pattern',
      at: 'http.request.uri.path wildcard "/v*/export"',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('path-wildcard', GOOD)).toEqual([]);
});

test('is silent about a star that is kept to one segment', () => {
  const request = { host: 'app.example.com', method: 'POST' } as const;
  for (const path of [
    Path.pattern('/orders/*/attachments'),
    Path.pattern('/orders/*/files/**'),
    [Path.pattern('/orders/*'), '/export'],
  ]) {
    const { rule } = defineRequest({ ...request, path });
    expect(foundBy('path-wildcard', rule.expression)).toEqual([]);
    const without = rule.expression.replace(/ and not http\.request\.uri\.path strict wildcard "[^"]*"/, '');
    expect(foundBy('path-wildcard', without)).toHaveLength(1);
  }
});
