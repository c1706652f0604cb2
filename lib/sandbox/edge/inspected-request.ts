import type { ClientRequest } from './client-request';
import { boundaryOf, multipartValues } from './multipart';

/** The variables of a request as managed rules see them: decoded, and one for each value. */
export interface InspectedRequest {
  readonly path: readonly string[];
  readonly query: readonly string[];
  readonly headers: readonly string[];
  readonly userAgent: readonly string[];
  /** Every string of a JSON body, every value of a form, every field of a multipart body; any other body, and one of too many values, as a whole. */
  readonly body: readonly string[];
}

/** @param bodyLimit how many bytes of the body are looked at: what is behind them passes unseen */
export function inspect(
  { target, headers, body, contentType, userAgent }: ClientRequest,
  bodyLimit: number,
): InspectedRequest {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  return {
    path: [path, decoded(path)],
    query: mark < 0 ? [] : formValues(target.slice(mark + 1)),
    headers: headers.map(([, value]) => value),
    userAgent: [userAgent],
    body:
      contentType === 'multipart/form-data'
        ? fields(body.toString('utf8', 0, bodyLimit), headers)
        : bodyValues(body.toString('utf8', 0, bodyLimit), contentType, body.length > bodyLimit),
  };
}

/** Values of a body that are distinguished: a body of 100 MB could hold more than the memory. */
const MAX_VALUES = 100_000;

function bodyValues(text: string, contentType: string, isCut: boolean): readonly string[] {
  if (text === '') return [];
  if (contentType === 'application/x-www-form-urlencoded') {
    return hasMore(text, '&') ? [text] : formValues(text);
  }
  if (contentType !== 'application/json' || hasMore(text, ',[{')) return [text];
  if (isCut) return literals(text);
  try {
    return strings(JSON.parse(text));
  } catch {
    return [text];
  }
}

function fields(text: string, headers: ClientRequest['headers']): readonly string[] {
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const boundary = boundaryOf(type);
  if (text === '') return [];
  // A part takes at least two characters of its own.
  return boundary === undefined || hasMore(text, '\n') ? [text] : multipartValues(text, boundary);
}

/** Names count as well: an attack may be in one. Deep nesting costs memory, no stack. */
function strings(json: unknown): readonly string[] {
  const found: string[] = [];
  const rest: unknown[] = [json];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) for (const item of value as readonly unknown[]) rest.push(item);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) rest.push(name, item);
    }
  }
  return found;
}

/** The strings of JSON whose end is missing, the last one as far as it is there. */
function literals(text: string): readonly string[] {
  return Array.from(text.matchAll(/"([^"\\]*(?:\\.[^"\\]*)*)"?/gs), ([, literal = '']) => {
    try {
      return JSON.parse(`"${literal}"`) as string;
    } catch {
      return literal;
    }
  });
}

/** Whether there are more of these characters than values that are distinguished. */
function hasMore(text: string, separators: string): boolean {
  let count = 0;
  for (const separator of separators) {
    for (let at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, at + 1)) {
      count += 1;
      if (count > MAX_VALUES) return true;
    }
  }
  return false;
}

function formValues(text: string): readonly string[] {
  return [...new URLSearchParams(text)].flat().filter((value) => value !== '');
}

function decoded(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
}
