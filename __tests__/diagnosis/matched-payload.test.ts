import { payloadReader } from '../../lib/diagnosis';

/** The vector of Cloudflare's matched-data-cli. */
const PRIVATE_KEY = 'uBS5eBttHrqkdY41kbZPdvYnNz8Vj0TvKIUpjB1y/GA=';
const ENCRYPTED =
  'AzTY6FHajXYXuDMUte82wrd+1n5CEHPoydYiyd3FMg5IEQAAAAAAAAA0lOhGXBclw8pWU5jbbYuepSIJN5JohTtZekLliJBlVWk=';

test("Cloudflare's published vector", async () => {
  const decrypt = await payloadReader(`${PRIVATE_KEY}\n`);
  expect(await decrypt(ENCRYPTED)).toBe('test matched data');
});

const changed = (at: number, to: number): string => {
  const bytes = Buffer.from(ENCRYPTED, 'base64');
  bytes[at] = to;
  return bytes.toString('base64');
};

test.each([
  ['another version', changed(0, 1), 'its version is 1, and not 3'],
  ['another length', changed(33, 0x10), 'its length is wrong'],
  ['a changed text', changed(45, 0), 'it was encrypted for another key, or is damaged'],
  ['a piece', ENCRYPTED.slice(0, 40), 'it is too short'],
  ['nothing', '', 'it is too short'],
])('%s is refused', async (_, encrypted, why) => {
  const decrypt = await payloadReader(PRIVATE_KEY);
  await expect(decrypt(encrypted)).rejects.toThrow(`a matched payload cannot be decrypted: ${why}`);
});

test.each(['', 'short', PRIVATE_KEY.slice(1), `${PRIVATE_KEY}${PRIVATE_KEY}`])(
  'the key %j is refused, and not repeated',
  async (key) => {
    const refused = payloadReader(key);
    await expect(refused).rejects.toThrow('is not 32 bytes in Base64');
    await expect(refused).rejects.not.toThrow(key === '' ? 'uBS5' : key);
  },
);
