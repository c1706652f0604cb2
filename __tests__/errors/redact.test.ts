import { environmentRedactor, redactor } from '../../lib/errors';

/** As long as a token of Cloudflare's, with the characters that encodings change. */
const TOKEN = 'v1_q7Zk/9+xWb-2LmPq4TnR8sYd6UfHgJ3cKe5Aa0';
const redact = redactor([TOKEN]);

const hex = (write: (byte: string) => string) =>
  [...Buffer.from(TOKEN)].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');

test.each<[title: string, echo: string]>([
  ['as it is', TOKEN],
  ['behind Bearer', `Authorization: Bearer ${TOKEN}`],
  ['in lower case', TOKEN.toLowerCase()],
  ['in JSON with escaped slashes', TOKEN.replaceAll('/', '\\/')],
  ['in JSON with escapes for all', hex((byte) => `\\u00${byte}`)],
  ['in a URL', encodeURIComponent(TOKEN)],
  ['in a URL with escapes for all', hex((byte) => `%${byte}`.toUpperCase())],
  ['in hexadecimal', hex((byte) => byte)],
  ['in Base64', Buffer.from(TOKEN).toString('base64')],
  ['in Base64 behind Bearer', Buffer.from(`Bearer ${TOKEN}`).toString('base64')],
  ['in Base64 behind a name', Buffer.from(`u:${TOKEN}`).toString('base64')],
  ['in Base64 for URLs', Buffer.from(`x${TOKEN}`).toString('base64url')],
  ['its beginning', `${TOKEN.slice(0, 12)}...`],
  ['its end', `...${TOKEN.slice(-10)}`],
  ['its middle', TOKEN.slice(9, 20)],
  ['twice', `${TOKEN} and ${TOKEN}`],
])('a secret is hidden %s', (_, echo) => {
  const shown = redact(`before ${echo} after`);
  expect(shown).toMatch(/^before .*\[redacted\].* after$/s);
  const forms = [TOKEN, Buffer.from(TOKEN).toString('base64').slice(0, -4), hex((byte) => byte)];
  for (const form of forms) {
    for (let start = 0; start + 12 <= form.length; start++) {
      expect(shown.toLowerCase()).not.toContain(form.slice(start, start + 12).toLowerCase());
    }
  }
});

test.each(['', 'nothing of it', TOKEN.slice(0, 7), '203.0.113.0/24', 'İ'.repeat(50)])(
  '%j is shown as it is',
  (text) => {
    expect(redact(text)).toBe(text);
  },
);

test('a piece is hidden wherever it begins', () => {
  for (let before = 0; before < 40; before++) {
    for (let start = 0; start + 8 <= TOKEN.length; start++) {
      const [left, right] = ['.'.repeat(before), '.'.repeat(start % 7)];
      expect(redact(left + TOKEN.slice(start, start + 8) + right)).toBe(`${left}[redacted]${right}`);
    }
  }
});

test('what stands around a secret stays', () => {
  expect(redact(`{"token":"${TOKEN}","n":1}`)).toBe('{"token":"[redacted]","n":1}');
  expect(redact(`${TOKEN}${TOKEN}`)).toBe('[redacted]');
  expect(redact(`${TOKEN} ${TOKEN}`)).toBe('[redacted] [redacted]');
});

test('without a secret nothing is hidden', () => {
  expect(redactor([])(TOKEN)).toBe(TOKEN);
  expect(redactor(['short'])('a short text')).toBe('a short text');
});

test('the secrets of an environment are those of Cloudflare, GitHub and the state', () => {
  const secret = (index: number) => `secret-number-${index}-`.padEnd(40, 'x');
  const names = [
    'CLOUDFLARE_API_TOKEN',
    'CLOUDFLARE_API_KEY',
    'GITHUB_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
  ];
  const environment = Object.fromEntries(names.map((name, index) => [name, secret(index)]));
  const hide = environmentRedactor({ ...environment, HOME: '/somewhere/else' });
  expect(names.map((_, index) => hide(`<${secret(index)}>`))).toEqual(names.map(() => '<[redacted]>'));
  expect(hide('/somewhere/else')).toBe('/somewhere/else');
});
