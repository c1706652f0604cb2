import { foundBy } from '../../support/lint';

const found = (description: string) =>
  foundBy('description-length', { rules: [{ expression: 'ssl', action: 'block', description }] });

test('finds more than 500 characters', () => {
  expect(found('x'.repeat(501))).toEqual([
    {
      message:
        'the description has 501 characters; 500 is the limit of descriptions that Cloudflare documents',
      help: 'shorten it: put the details into the ticket',
    },
  ]);
});

test('is silent about 500, counted as characters', () => {
  expect(found('\u{1f600}'.repeat(500))).toEqual([]);
});
