/** Writes a text without the secrets that it repeats. */
export type Redact = (text: string) => string;

/** Stands for a secret, or for a piece of one. */
const HIDDEN = '[redacted]';

/** As many characters of a secret in a row are taken for it; a shorter secret is no secret. */
const PIECE = 8;

/** Variables whose values are never shown. */
const SECRET =
  /^(?:(?:CLOUDFLARE|CF)_\w*(?:TOKEN|KEY)|(?:GITHUB|GH)_TOKEN|ACTIONS_\w*TOKEN|TF_TOKEN_\w+|AWS_(?:SECRET_ACCESS_KEY|SESSION_TOKEN))$/;

/** Hides the secrets of an environment: API tokens, keys of the state. */
export function environmentRedactor(environment: NodeJS.ProcessEnv): Redact {
  return redactor(
    Object.entries(environment).flatMap(([name, value = '']) => (SECRET.test(name) ? [value] : [])),
  );
}

/**
 * Hides secrets that an API, a proxy or a program repeats: whole or a piece, in any case of letters, as they are or as
 * URLs, JSON, Base64 and hexadecimal text write them.
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secrets
    .map((secret) => secret.trim())
    .filter(({ length }) => length >= PIECE)
    .flatMap((secret) => formsOf(secret).map((form) => piecesOf(form, secret.length)));
  return (text) => (forms.length === 0 ? text : hide(text, forms));
}

/** Makes streams write without secrets. */
export function redactStreams(streams: readonly NodeJS.WriteStream[], redact: Redact): void {
  for (const stream of streams) {
    const write = stream.write.bind(stream) as (chunk: unknown, ...rest: unknown[]) => boolean;
    stream.write = (chunk: unknown, ...rest: unknown[]) =>
      write(typeof chunk === 'string' ? redact(chunk) : chunk, ...rest);
  }
}

/** Every piece of one form of a secret. */
interface Pieces {
  readonly length: number;
  readonly texts: ReadonlySet<string>;
  /** Half as long: of a text that is cut into blocks, each piece in it holds one. */
  readonly blockLength: number;
  readonly blocks: ReadonlySet<string>;
}

function piecesOf(form: string, secretLength: number): Pieces {
  const length = Math.ceil((PIECE * form.length) / secretLength);
  const blockLength = Math.floor((length + 1) / 2);
  return { length, texts: partsOf(form, length), blockLength, blocks: partsOf(form, blockLength) };
}

function partsOf(form: string, length: number): ReadonlySet<string> {
  const starts = Array.from({ length: form.length - length + 1 }, (_, start) => start);
  return new Set(starts.map((start) => form.slice(start, start + length).toLowerCase()));
}

function hide(text: string, forms: readonly Pieces[]): string {
  const lower = text.toLowerCase();
  // Letters whose lower case is longer move what follows: then nothing is compared by case.
  const compared = lower.length === text.length ? lower : text;
  const spans = forms.flatMap((pieces) => spansOf(compared, pieces)).sort(([a], [b]) => a - b);
  let shown = '';
  let at = 0;
  for (const [start, end] of spans) {
    if (start > at || at === 0) shown += text.slice(at, start) + HIDDEN;
    at = Math.max(at, end);
  }
  return shown + text.slice(at);
}

type Span = readonly [start: number, end: number];

/** Answers are long, and hold no secret: only where a block is one of a secret is looked for its pieces. */
function spansOf(text: string, { length, texts, blockLength, blocks }: Pieces): readonly Span[] {
  const spans: [number, number][] = [];
  let start = 0;
  for (let block = 0; block + blockLength <= text.length; block += blockLength) {
    if (!blocks.has(text.slice(block, block + blockLength))) continue;
    for (start = Math.max(start, block + blockLength - length); start <= block; start++) {
      if (!texts.has(text.slice(start, start + length))) continue;
      const last = spans.at(-1);
      if (last !== undefined && start <= last[1]) last[1] = start + length;
      else spans.push([start, start + length]);
    }
  }
  return spans;
}

/** How a secret may be written. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const each = (write: (byte: string) => string): string =>
    [...bytes].map((byte) => write(byte.toString(16).padStart(2, '0'))).join('');
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  return [
    ...new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
      secret.replaceAll('/', '\\/'),
      each((byte) => `%${byte}`),
      each((byte) => `\\u00${byte}`),
      each((byte) => byte),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ];
}

/** The characters of Base64 that depend on the secret only, where some bytes come before it, as `Bearer ` does. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const isCut = (before + bytes.length) % 3 !== 0;
  return text.slice(before === 0 ? 0 : before + 1, isCut ? -1 : undefined);
}
