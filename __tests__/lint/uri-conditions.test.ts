import type { FindingId } from '../../lib/exceptions';
import { foundBy } from '../support/lint';

const PATH = 'http.request.uri.path';
const RAW = 'raw.http.request.uri.path';

describe.each<[FindingId, (field: string) => string]>([
  ['path-contains', (field) => `${field} contains "/export"`],
  ['path-suffix', (field) => `ends_with(${field}, "/export")`],
  ['path-prefix', (field) => `starts_with(${field}, "/export")`],
  ['path-wildcard', (field) => `${field} wildcard "/export/*"`],
])('%s', (id, condition) => {
  const placesIn = (text: string) => foundBy(id, text).map(({ at }) => at);

  test('is told once of a path that is compared normalised and raw', () => {
    expect(placesIn(`${condition(RAW)} and ${condition(PATH)}`)).toEqual([condition(PATH)]);
  });

  test('is told of the raw path where nothing else is compared', () => {
    expect(placesIn(`${condition(RAW)} and ssl`)).toEqual([condition(RAW)]);
  });

  test('is silent where the path is one whole path', () => {
    expect(placesIn(`${condition(PATH)} and ${PATH} eq "/a/export"`)).toEqual([]);
    expect(placesIn(`${condition(PATH)} and (${PATH} eq "/a/export" or ${PATH} in {"/b/export"})`)).toEqual(
      [],
    );
    expect(placesIn(`${condition(PATH)} or ${PATH} eq "/a/export"`)).toEqual([condition(PATH)]);
  });
});

test.each<[FindingId, string]>([
  ['missing-raw-path', `${PATH} eq "/a" or ${PATH} eq "/b"`],
  ['path-escape', `starts_with(${PATH}, "/a/") or starts_with(${PATH}, "/b/")`],
])('%s is told once for a rule', (id, text) => {
  expect(foundBy(id, text).map(({ at }) => at)).toEqual([text.slice(0, text.indexOf(' or '))]);
});
