import { foundBy } from '../../support/lint';

const BAD = 'starts_with(http.request.uri.path, "/a/") or starts_with(http.request.uri.path, "/a/b/")';
const GOOD = 'starts_with(http.request.uri.path, "/a/") or starts_with(http.request.uri.path, "/b/")';

test('finds a condition that changes nothing', () => {
  expect(foundBy('redundant-condition', BAD)).toEqual([
    {
      message: 'the condition on `/a/b/` changes nothing beside that on `/a/`',
      help: 'remove it, or correct it if something else was meant',
      at: 'starts_with(http.request.uri.path, "/a/b/")',
    },
  ]);
});

test('is silent about the cure', () => {
  expect(foundBy('redundant-condition', GOOD)).toEqual([]);
});
