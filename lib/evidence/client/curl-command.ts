import type { Headers } from './answer';
import { headerOf } from './header';

/** What a command line says of the requests that curl sends. */
export interface CurlCommand {
  readonly method: string;
  /** The method is named, so that it is that of a redirect too. */
  readonly keepsMethod: boolean;
  readonly headers: Headers;
  readonly urls: readonly string[];
  /** Whether curl goes on by itself after a redirect, or a question for credentials. */
  readonly goesOn: boolean;
}

/** Whether a line is a command that was typed. */
export function isCommand(line: string): boolean {
  return /^\s*(?:[$#%>]\s+)?curl\s/.test(line);
}

/** Whether a command goes on in the next line, as shells of Unix, Windows and PowerShell have it. */
export function isContinued(line: string): boolean {
  return /[\\^`]$/.test(line);
}

export function readCommand(line: string): CurlCommand {
  const [, method] = /\s(?:-[a-zA-Z]*X|--request)[ =]?["']?([A-Z]+)/.exec(line) ?? [];
  const hasBody = /\s(?:-d|--data(?:-\w+)?|--json|-F|--form(?:-string)?)(?=[ =]|\S)/.test(line);
  const isUpload = /\s(?:-T|--upload-file)[ =]?/.test(line);
  const isGet = /\s(?:-[a-zA-Z]*G[a-zA-Z]*|--get)(?=\s|$)/.test(line);
  const isHead = /\s(?:-[a-zA-Z]*I[a-zA-Z]*|--head)(?=\s|$)/.test(line);
  return {
    method: method ?? (isHead ? 'HEAD' : isUpload ? 'PUT' : hasBody && !isGet ? 'POST' : 'GET'),
    keepsMethod: method !== undefined || isHead,
    headers: [...line.matchAll(/\s(?:-H|--header)[ =]?(["'])(.*?)\1/g)].flatMap(([, , header = '']) => {
      const read = headerOf(header);
      return read === undefined ? [] : [read];
    }),
    urls: line.match(/https?:\/\/[^\s"']+/g) ?? [],
    goesOn:
      /\s(?:-[a-zA-Z]*L[a-zA-Z]*|--location(?:-trusted)?|--(?:proxy-)?(?:anyauth|digest|negotiate|ntlm))(?=\s|$)/.test(
        line,
      ),
  };
}
