import type { webcrypto } from 'node:crypto';
import { InputError } from '../errors';

/** Reads what a rule has matched. */
export type DecryptPayload = (encrypted: string) => Promise<string>;

/** Bytes of an X25519 key, and of the tag of ChaCha20-Poly1305. */
const KEY = 32;
const TAG = 16;

/** The version of Cloudflare's form that this reads, and the only one that it writes today. */
const VERSION = 3;

/**
 * Decrypts matched payloads on this machine, with the private key of the zone or account.
 *
 * @param privateKey the key in Base64, as Cloudflare's dashboard and its `matched-data-cli` make it
 * @throws InputError `payload/private-key`; the reader that comes back throws `payload/encrypted`
 * @see https://developers.cloudflare.com/waf/managed-rules/payload-logging/
 */
export async function payloadReader(privateKey: string): Promise<DecryptPayload> {
  const bytes = Buffer.from(privateKey.trim(), 'base64');
  if (bytes.length !== KEY || !/^[A-Za-z0-9+/]{43}=$/.test(privateKey.trim())) {
    throw new InputError('payload/private-key', {
      message: 'the private key for matched payloads is not 32 bytes in Base64',
      help: 'name a file that holds only the private key, as the dashboard showed it when the key pair was created',
    });
  }
  // Loaded here: nothing else needs them.
  const { CipherSuite, HkdfSha256 } = await import('@hpke/core');
  const { DhkemX25519HkdfSha256 } = await import('@hpke/dhkem-x25519');
  const { Chacha20Poly1305 } = await import('@hpke/chacha20poly1305');
  const suite = new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Chacha20Poly1305(),
  });
  const recipientKey = (await suite.kem.deserializePrivateKey(
    new Uint8Array(bytes).buffer,
  )) as webcrypto.CryptoKey;
  return async (encrypted) => {
    const { enc, sealed } = partsOf(Buffer.from(encrypted, 'base64'));
    try {
      const plain = await suite.open({ recipientKey, enc }, sealed);
      return Buffer.from(plain).toString();
    } catch {
      throw unreadable('it was encrypted for another key, or is damaged');
    }
  };
}

/** A version, the key that was made for it, the length of the text as 64 bits, the text, and its tag. */
function partsOf(bytes: Buffer): { readonly enc: ArrayBuffer; readonly sealed: ArrayBuffer } {
  const start = 1 + KEY + 8;
  if (bytes.length < start + TAG) throw unreadable('it is too short');
  if (bytes[0] !== VERSION) throw unreadable(`its version is ${bytes[0] ?? 0}, and not ${VERSION}`);
  if (bytes.readBigUInt64LE(1 + KEY) !== BigInt(bytes.length - start - TAG))
    throw unreadable('its length is wrong');
  const copy = (from: number, to?: number): ArrayBuffer => new Uint8Array(bytes.subarray(from, to)).buffer;
  return { enc: copy(1, 1 + KEY), sealed: copy(start) };
}

function unreadable(why: string): InputError {
  return new InputError('payload/encrypted', {
    message: `a matched payload cannot be decrypted: ${why}`,
    help: "give the private key of the zone's key pair at the time of the event",
  });
}
