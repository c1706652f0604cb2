import type { EvidenceVisitor } from '../evidence';
import { clientAnswer, type Headers } from './answer';

const STATUS_LINE = /^HTTP\/[\d.]+ (\d{3})(?: |$)/;
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

function isCommand(line: string): boolean {
  return /^\s*(?:[$#%>]\s+)?curl\s/.test(line);
}

/** A request as far as the output has shown it, until its answer comes. */
interface Shown {
  method: string | undefined;
  target: string | undefined;
  headers: [string, string][];
  connected: string | undefined;
  isTls: boolean;
}

/** An answer as far as it has been read. */
interface Begun {
  readonly line: number;
  readonly status: number;
  readonly headers: [string, string][];
  isInHeaders: boolean;
  readonly body: string[];
}

/**
 * Reads the output of `curl -i` or `curl -v`, also both in one. A body may say anything, also what looks like a further
 * answer: one is taken for an answer only where curl goes on, after a redirect or a question without a body.
 */
export function visitCurl(text: string, source: string, visitor: EvidenceVisitor): void {
  const lines = text.split(/\r?\n/);
  const isVerbose = lines.some((line) => /^< HTTP\/[\d.]+ \d{3}/.test(line));
  const shown: Shown = {
    method: undefined,
    target: undefined,
    headers: [],
    connected: undefined,
    isTls: false,
  };
  let url: string | undefined;
  /** Where the answer that is being read is kept. */
  const reading: { begun: Begun | undefined } = { begun: undefined };
  let isLast = false;
  let copied = false;
  let answers = 0;
  for (const [index, line] of lines.entries()) {
    const number = index + 1;
    if (reading.begun === undefined && isCommand(line)) {
      url = readCommand(line, shown);
      continue;
    }
    if (isVerbose && !isBody(line)) readVerbose(line, number);
    else if (!isVerbose || reading.begun !== undefined) readPlain(line, number);
  }
  finish();
  if (answers === 0) visitor.broken({ source }, 'there is no answer in this output of curl');

  function isBody(line: string): boolean {
    return !/^(?:[<>*] |[{}] \[|[<>]$)/.test(line) || isLast;
  }

  function readVerbose(line: string, number: number): void {
    const rest = line.slice(2);
    if (line.startsWith('*')) readNote(rest);
    else if (line.startsWith('>')) readSent(rest);
    else if (line.startsWith('<')) readAnswerLine(rest, number);
  }

  function readNote(note: string): void {
    const [, host] = /^(?:Connected to|Established connection to) (\S+)/.exec(note) ?? [];
    if (host !== undefined) shown.connected = host;
    if (/^(?:SSL connection|TLSv|ALPN|schannel|Server certificate)/.test(note)) shown.isTls = true;
  }

  function readSent(text: string): void {
    const [, method, target] = REQUEST_LINE.exec(text) ?? [];
    if (method !== undefined) {
      Object.assign(shown, { method, target, headers: [] });
      return;
    }
    const header = headerOf(text);
    if (header !== undefined) shown.headers.push(header);
  }

  function readPlain(line: string, number: number): void {
    const isCopy =
      isVerbose &&
      reading.begun !== undefined &&
      !reading.begun.isInHeaders &&
      reading.begun.body.length === 0;
    // With `-i` beside `-v` the head of the answer comes twice.
    if (isCopy && (STATUS_LINE.test(line) || copied)) {
      copied = line !== '';
      return;
    }
    readAnswerLine(line, number);
  }

  function readAnswerLine(line: string, number: number): void {
    const [, status] = STATUS_LINE.exec(line) ?? [];
    if (status !== undefined && mayBegin()) {
      finish();
      reading.begun = { line: number, status: Number(status), headers: [], isInHeaders: true, body: [] };
    } else if (reading.begun?.isInHeaders === true) {
      if (line === '') reading.begun.isInHeaders = false;
      else {
        const header = headerOf(line);
        if (header !== undefined) reading.begun.headers.push(header);
      }
    } else if (reading.begun !== undefined) {
      if (line !== '' || reading.begun.body.length > 0) reading.begun.body.push(line);
      isLast ||= line !== '';
    }
  }

  /** curl goes on by itself after these only, and then it shows no body. */
  function mayBegin(): boolean {
    if (reading.begun === undefined) return true;
    const { status, isInHeaders, body } = reading.begun;
    const goesOn = status < 200 || (status >= 300 && status < 400) || status === 401 || status === 407;
    return !isInHeaders && body.length === 0 && (goesOn || isTunnel(reading.begun));
  }

  function finish(): void {
    if (reading.begun === undefined || reading.begun.status < 200 || isTunnel(reading.begun)) return;
    answers++;
    const { status, headers, body } = reading.begun;
    const target = shown.target ?? url;
    visitor.answer(
      clientAnswer(
        { source, line: reading.begun.line },
        {
          method: shown.method,
          target,
          headers: withHost(shown.headers, url),
          ...(shown.isTls && { sni: shown.connected }),
        },
        { status, headers, body: textOf(body) },
      ),
    );
    if (body.some((line) => STATUS_LINE.test(line.replace(/^< /, '')))) {
      visitor.broken(
        { source },
        'what looks like a second answer belongs to the body of the first: give each output of curl a file of its own',
      );
    }
  }
}

/** Of what follows the head, curl's own notes at the end are left out. */
function textOf(body: readonly string[]): string | undefined {
  const text = body.filter(
    (line) => !/^(?:\* (?:Connection|Closing|TLS|schannel)|[{}] \[\d+ bytes)/.test(line),
  );
  return text.some((line) => line !== '') ? text.join('\n').trimEnd() : undefined;
}

/** `HTTP/1.1 200 Connection established`: a proxy's. */
function isTunnel({ status, headers }: Begun): boolean {
  return status === 200 && headers.length === 0;
}

function withHost(headers: readonly [string, string][], url: string | undefined): Headers {
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url ?? '')?.[1];
  if (authority === undefined || headers.some(([name]) => name === 'host')) return headers;
  return [...headers, ['host', authority]];
}

function headerOf(line: string): [string, string] | undefined {
  const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*)$/.exec(line) ?? [];
  return name === undefined || value === undefined ? undefined : [name.toLowerCase(), value.trim()];
}

/** What the command says of the request; the URL comes back. */
function readCommand(line: string, shown: Shown): string | undefined {
  const [, method] = /\s(?:-[a-zA-Z]*X|--request)[ =]?["']?([A-Z]+)/.exec(line) ?? [];
  const hasBody = /\s(?:-d|--data(?:-\w+)?|--json|-F|--form)[ =]/.test(line);
  shown.method = method ?? (/\s(?:-[a-zA-Z]*I|--head)\b/.test(line) ? 'HEAD' : hasBody ? 'POST' : 'GET');
  for (const [, , header = ''] of line.matchAll(/\s(?:-H|--header)[ =]?(["'])(.*?)\1/g)) {
    const read = headerOf(header);
    if (read !== undefined) shown.headers.push(read);
  }
  return /https?:\/\/[^\s"']+/.exec(line)?.[0];
}
