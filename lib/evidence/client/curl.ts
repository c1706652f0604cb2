import type { EvidenceVisitor } from '../evidence';
import { clientAnswer, type Headers, type SentRequest } from './answer';
import { type CurlCommand, isCommand, isContinued, readCommand } from './curl-command';
import { type CurlLine, CurlText } from './curl-text';
import { headerOf } from './header';

const STATUS_LINE = /^HTTP\/[\d.]+ (\d{3})(?: (.*))?$/;
const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/[\d.]+$/;

/** Whether a text begins as the output of `curl -i` or `curl -v` does, or as the command that was typed. */
export function isCurlOutput(text: string): boolean {
  const lines = text.split(/\r?\n/, 40);
  const [first = ''] = lines.filter((line) => line.trim() !== '');
  if (STATUS_LINE.test(first) || isCommand(first)) return true;
  // The meter of `curl` may come first.
  if (/^\s*% Total\s/.test(first) && lines.some((line) => STATUS_LINE.test(line))) return true;
  return lines.some((line) => /^[<>] (?:HTTP\/[\d.]+ \d{3}|[A-Z]+ \S+ HTTP\/)/.test(line));
}

/** A request as far as the output has shown it, until its answer comes. */
interface Shown {
  readonly method: string;
  readonly target: string;
  readonly headers: [string, string][];
}

/** An answer as far as it has been read. */
interface Begun {
  readonly line: number;
  readonly status: number;
  readonly reason: string;
  readonly headers: [string, string][];
  /** What it answers. */
  readonly sent: SentRequest;
  /** It follows a redirect or a question whose body may be shown, and may be that body. */
  readonly mayBeOfBody: boolean;
  isInHead: boolean;
  isBodyBegun: boolean;
  readonly body: string[];
  /** Its whole body has been read, by its length. */
  isEnded: boolean;
  /** After a redirect or a question, where curl may go on without showing the body. */
  isBodyShown?: boolean;
}

/**
 * Reads the output of `curl -i` or `curl -v`, also both in one. A body may say anything, also what looks like a further
 * answer: one is taken for an answer only where the body before it has ended by its length, and where curl goes on without
 * showing a body, after a redirect or a question.
 */
export function visitCurl(text: string, source: string, visitor: EvidenceVisitor): void {
  new CurlReader(new CurlText(text), source, visitor).read();
}

/** Further text behind a body, such as what `-w` writes, and blanks at its end, which are not copied. */
const TRAILER = 100;
const BLANKS = 10;

/** What follows a body: a further answer, a note, a command, and before it perhaps a line of `-w`. */
const BEHIND_BODY = /^\s*(?:[^\n]{0,40}\n)?(?:HTTP\/|\* |(?:[$#%>]\s+)?curl\s)/;

class CurlReader {
  private readonly isVerbose: boolean;
  private command: CurlCommand | undefined;
  /** The URL of the request that the next answer is for, and those that follow. */
  private urls: readonly string[] = [];
  private method: string | undefined;
  /** The lines of a command that goes on. */
  private typed = '';
  private shown: Shown | undefined;
  private connected: string | undefined;
  private isTls = false;
  private begun: Begun | undefined;
  private isCopied = false;
  /** What follows may be the body of an answer. */
  private isUnsure = false;
  private answers = 0;
  /** Where reading goes on: what is before it has been read with a body. */
  private from = 0;

  constructor(
    private readonly output: CurlText,
    private readonly source: string,
    private readonly visitor: EvidenceVisitor,
  ) {
    // By the first answer: what comes behind it may be of a body.
    const first = output.lines.find(({ text }) => /^(?:< )?HTTP\/[\d.]+ \d{3}/.test(text));
    this.isVerbose = first?.text.startsWith('<') === true;
  }

  read(): void {
    for (const line of this.output.lines) {
      let start = Math.max(line.start, this.from);
      while (start < line.end) {
        this.readLine({ ...line, start, text: line.text.slice(start - line.start) });
        // Behind the end of a body the same line goes on.
        start = this.from > start ? this.from : line.end;
      }
    }
    this.finish();
    if (this.answers === 0) {
      this.visitor.broken({ source: this.source }, 'there is no answer in this output of curl');
    }
  }

  private readLine(line: CurlLine): void {
    const isBetween = this.begun === undefined || this.begun.isEnded;
    if (isBetween && (this.typed !== '' || isCommand(line.text))) this.readTyped(line.text);
    else if (this.isVerbose && /^[<>*](?: |$)/.test(line.text) && !this.hasBody()) {
      this.readVerbose(line);
    } else if (this.isVerbose && !this.hasBody() && /^[{}] \[/.test(line.text)) {
      // How many bytes came, and not which.
    } else if (!this.isVerbose || this.begun !== undefined) this.readPlain(line);
  }

  /** The body has begun and not ended: all that comes is the body's. */
  private hasBody(): boolean {
    return this.begun !== undefined && !this.begun.isEnded && this.begun.body.length > 0;
  }

  /** A command, which may have several lines. */
  private readTyped(line: string): void {
    if (this.typed === '') this.finish();
    this.typed += isContinued(line) ? `${line.slice(0, -1)} ` : line;
    if (isContinued(line)) return;
    this.command = readCommand(this.typed);
    ({ urls: this.urls, method: this.method } = this.command);
    this.typed = '';
    this.isUnsure = false;
  }

  private readVerbose(line: CurlLine): void {
    const rest = line.text.slice(2);
    const isHeadRead = this.begun !== undefined && !this.begun.isInHead;
    if (line.text.startsWith('<')) this.readAnswerLine({ ...line, text: rest });
    // Behind a head, its body may say what looks like a further request.
    else if (isHeadRead && !this.mayBegin(line)) {
      if (line.text.startsWith('>')) this.readBody(line);
    } else if (line.text.startsWith('*')) this.readNote(rest);
    else this.readSent(rest);
  }

  private readNote(note: string): void {
    const [, host] = /^(?:Connected to|Established connection to) (\S+)/.exec(note) ?? [];
    if (host !== undefined) this.connected = host;
    if (/^(?:SSL connection|TLSv|ALPN|schannel|Server certificate)/.test(note)) this.isTls = true;
  }

  private readSent(text: string): void {
    const [, method, target] = REQUEST_LINE.exec(text) ?? [];
    if (method !== undefined && target !== undefined) {
      this.finish();
      this.shown = { method, target, headers: [] };
      return;
    }
    const header = headerOf(text);
    if (header !== undefined) this.shown?.headers.push(header);
  }

  private readPlain(line: CurlLine): void {
    const { begun } = this;
    // With `-i` beside `-v` the head of the answer comes twice.
    const isAhead = this.isVerbose && begun?.isInHead === false && !begun.isEnded && begun.body.length === 0;
    if (isAhead && (this.isCopied || this.isCopyOf(begun, line))) {
      this.isCopied = line.text !== '';
      return;
    }
    this.readAnswerLine(line);
  }

  /** Whether the whole head comes again here: a body may begin with one that looks like it. */
  private isCopyOf({ line: first }: Begun, { number }: CurlLine): boolean {
    for (let at = 0; ; at++) {
      const [head, copy] = [first, number].map((from) => this.output.lines[from - 1 + at]?.text);
      if (head === undefined || copy === undefined || !/^<(?: |$)/.test(head)) return false;
      if (head.slice(2) !== copy) return false;
      if (copy === '') return true;
    }
  }

  private readAnswerLine(line: CurlLine): void {
    const [, status, reason = ''] = STATUS_LINE.exec(line.text) ?? [];
    if (status !== undefined && this.mayBegin(line)) {
      this.finish();
      const sent = this.sent();
      this.begun = {
        line: line.number,
        status: Number(status),
        reason,
        headers: [],
        sent,
        mayBeOfBody: this.isUnsure,
        isInHead: true,
        isBodyBegun: false,
        body: [],
        isEnded: false,
      };
    } else if (this.begun?.isInHead === true) {
      // A terminal shows names in bold.
      const header = headerOf(line.text.replaceAll(/\u001b\[[\d;]*m/g, ''));
      if (line.text === '') this.begun.isInHead = false;
      else if (header !== undefined) this.begun.headers.push(header);
    } else this.readBody(line);
  }

  private readBody({ text, start }: CurlLine): void {
    const { begun } = this;
    if (begun === undefined || begun.isEnded) return;
    // From the first line of the body only, be it an empty one.
    const length = begun.isBodyBegun ? undefined : lengthOf(begun);
    begun.isBodyBegun = true;
    const end = length === undefined ? undefined : this.output.endOfBody(start, length);
    if (end !== undefined) {
      begun.body.push(this.output.slice(start, end));
      begun.isEnded = true;
      this.from = end;
    } else if (text !== '' || begun.body.length > 0) begun.body.push(text);
  }

  /** Whether a further answer may begin here. */
  private mayBegin({ start }: CurlLine): boolean {
    const { begun } = this;
    if (begun === undefined || begun.isEnded) return true;
    if (begun.isInHead || begun.body.length > 0) return false;
    const { status, sent } = begun;
    const length = lengthOf(begun);
    if (isInterim(begun) || sent.method === 'HEAD' || status === 204 || status === 304 || length === 0)
      return true;
    if (!isGoneOnFrom(status) || this.command?.goesOn === false) return false;
    return !(begun.isBodyShown ??= this.isLeft(start, length));
  }

  /** Whether curl may have shown a body of this answer, of which nobody knows where it ends. */
  private mayShowBody(begun: Begun): boolean {
    if (begun.mayBeOfBody) return true;
    const { status, headers, sent, isEnded } = begun;
    if (isEnded || !isGoneOnFrom(status) || sent.method === 'HEAD') return false;
    const isRedirect = status < 400 && headers.some(([name]) => name === 'location');
    if (isRedirect && this.command?.goesOn === true) return false;
    const length = lengthOf(begun);
    return length !== 0 && (length === undefined || !this.output.hasLengths);
  }

  /** Whether as much is left as a body has: then it is shown, and curl did not go on. */
  private isLeft(start: number, length: number | undefined): boolean {
    if (length === undefined) return false;
    const left = this.output.bytesLeft(start);
    if (left <= length + TRAILER) return left >= length - BLANKS;
    const end = this.output.endOfBody(start, length);
    return end !== undefined && BEHIND_BODY.test(this.output.slice(end, end + TRAILER));
  }

  /** The request that is answered next. */
  private sent(): SentRequest {
    const [url] = this.urls;
    const { method, target, headers } = this.shown ?? {
      method: this.method,
      target: url,
      headers: this.command?.headers ?? [],
    };
    return { method, target, headers: withHost(headers, url), ...(this.isTls && { sni: this.connected }) };
  }

  private finish(): void {
    const { begun } = this;
    this.begun = undefined;
    if (begun === undefined) return;
    this.isUnsure = this.mayShowBody(begun);
    if (isTunnel(begun)) this.connected = begun.sent.target?.replace(/:\d+$/, '') ?? this.connected;
    if (isInterim(begun)) return;
    this.goOnFrom(begun);
    this.answers++;
    const { status, headers, body, sent, line, isEnded, mayBeOfBody } = begun;
    this.visitor.answer(
      clientAnswer({ source: this.source, line }, sent, { status, headers, body: textOf(body), mayBeOfBody }),
    );
    if (!isEnded && body.some((text) => STATUS_LINE.test(text.replace(/^< /, '')))) {
      this.visitor.broken(
        { source: this.source },
        'what looks like a second answer belongs to the body of the first; put each output of curl into a separate file',
      );
    }
  }

  /** What is asked for next: where a redirect points to, the same again with credentials, or the next URL. */
  private goOnFrom({ status, headers }: Begun): void {
    this.shown = undefined;
    if (status === 401 || status === 407) return;
    const [url, ...others] = this.urls;
    const location = headers.find(([name]) => name === 'location')?.[1];
    const isRedirect = status >= 300 && status < 400 && location !== undefined;
    if (!isRedirect || this.command?.goesOn === false) {
      this.urls = others;
      this.method = this.command?.method;
      return;
    }
    const next = URL.canParse(location, url) ? [new URL(location, url).href] : [];
    this.urls = [...next, ...others];
    if (this.command?.keepsMethod !== true && status <= 303 && this.method !== undefined) this.method = 'GET';
  }
}

/** The length of the body by the head; `undefined` where it is not that of the text that curl shows. */
function lengthOf({ headers }: Begun): number | undefined {
  const values = new Set(headers.filter(([name]) => name === 'content-length').map(([, value]) => value));
  const isCoded = headers.some(([name]) => name === 'content-encoding' || name === 'transfer-encoding');
  const [value = ''] = values;
  return values.size === 1 && !isCoded && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

/** No answer to the request itself. */
function isInterim(begun: Begun): boolean {
  return begun.status < 200 || isTunnel(begun);
}

/** `HTTP/1.1 200 Connection established`: a proxy's. */
function isTunnel({ status, reason, headers, sent }: Begun): boolean {
  if (status !== 200) return false;
  return (
    headers.length === 0 ||
    sent.method === 'CONNECT' ||
    /^(?:connection|tunnel) established\b/i.test(reason) ||
    headers.some(([name]) => name === 'proxy-agent')
  );
}

/** After these curl may go on by itself, and then it shows no body. */
function isGoneOnFrom(status: number): boolean {
  return (status >= 300 && status < 400) || status === 401 || status === 407;
}

/** Of what follows the head, curl's own notes at the end are left out. */
function textOf(body: readonly string[]): string | undefined {
  const text = body.filter(
    (line) => !/^(?:\* (?:Connection|Closing|TLS|schannel)|[{}] \[\d+ bytes)/.test(line),
  );
  return text.some((line) => line !== '') ? text.join('\n').trimEnd() : undefined;
}

function withHost(headers: Headers, url: string | undefined): Headers {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url ?? '')?.[1];
  if (authority === undefined || headers.some(([name]) => name === 'host')) return headers;
  return [...headers, ['host', authority]];
}
