import { InputError, show, jsonText } from '../errors';
import type { Answer, ApiRequest } from './http-request';
import { isLiveList, isLiveObject, type LiveJson } from './live-json';

/** The error for an answer that is none we can use: Cloudflare's own codes and texts, and what to do about it. */
export function apiRefusal(
  { method, path }: ApiRequest,
  { status, body }: Answer,
  permission: string,
): InputError {
  const place = `${method} ${show(path)} answered ${status}`;
  const errors = errorsOf(body).map(errorText);
  const said = errors.length > 0 ? errors.join(', ') : sayNothing(body);
  return new InputError(`cloudflare/${codeOf(status)}`, {
    message: `${place}: ${said}`,
    help: helpFor(status, permission),
  });
}

/** The errors of an answer, as Cloudflare gave them. */
export function errorsOf(body: LiveJson | undefined): readonly LiveJson[] {
  return isLiveObject(body) && isLiveList(body['errors']) ? body['errors'] : [];
}

function errorText(error: LiveJson): string {
  if (!isLiveObject(error)) return show(jsonText(error));
  const { code, message } = error;
  const text = typeof message === 'string' ? show(message) : 'no message';
  return typeof code === 'number' ? `code ${code} ${text}` : text;
}

function sayNothing(body: LiveJson | undefined): string {
  return body === undefined ? 'the answer is not JSON' : 'the answer has no result and no error';
}

function codeOf(status: number): string {
  if (status === 401 || status === 403) return 'not-authorized';
  return status === 429 || status >= 500 ? 'unavailable' : 'answer';
}

function helpFor(status: number, permission: string): string {
  switch (codeOf(status)) {
    case 'not-authorized':
      return `give the token of CLOUDFLARE_API_TOKEN the permission ${permission} for this zone, and check that it is valid`;
    case 'unavailable':
      return 'wait a moment and try again';
    default:
      return 'try again; if it stays, check CLOUDFLARE_BASE_URL and the id of the zone';
  }
}
