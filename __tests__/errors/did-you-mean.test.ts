import { didYouMean } from '../../lib/errors';

const METHODS = ['GET', 'POST', 'PUT'];

test.each([
  ['post', 'did you mean `POST`?'],
  ['PSOT', 'use one of: GET, POST, PUT'],
  ['PUTT', 'did you mean `PUT`?'],
  ['GT', 'did you mean `GET`?'],
  ['', 'use one of: GET, POST, PUT'],
  ['SUBSCRIBE', 'use one of: GET, POST, PUT'],
])('advises on the unknown name "%s"', (given, expected) => {
  expect(didYouMean(given, METHODS)).toBe(expected);
});

test('a name may be meant by its beginning, but for a letter', () => {
  expect(didYouMean('dashbord', ['shop', 'dashboard-waf'])).toBe('did you mean `dashboard-waf`?');
  expect(didYouMean('malicious', ['clean', 'suspicious'])).toBe('use one of: clean, suspicious');
});

test('prefers the nearest of several names', () => {
  expect(didYouMean('path-sections', ['path-section', 'path-contains'])).toBe('did you mean `path-section`?');
});
