import { setTimeout as sleep } from 'node:timers/promises';
import { environmentRedactor, InputError, type Redact, redactor, show } from '../../errors';
import { wrongVariable } from './runner-variable';

/** How to reach the repository's part of GitHub's API. */
export interface GitHubAccess {
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
  /**
   * Hides what must be neither shown nor sent.
   *
   * @default - hides the token
   */
  readonly redact?: Redact;
}

/** What a request may carry. */
interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  readonly body?: object;
}

const PER_PAGE = 100;

/** More pages than any pull request of this kind has: an API that never ends a list is not followed for ever. */
const MAX_PAGES = 50;

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
const MAX_WAIT_MS = 60_000;

/**
 * The access that a workflow gives: `GITHUB_API_URL`, `GITHUB_REPOSITORY` and, for the step that needs it,
 * `GITHUB_TOKEN`.
 *
 * @throws InputError `github/access`
 */
export function githubAccess(environment: NodeJS.ProcessEnv): GitHubAccess {
  const apiUrl = environment['GITHUB_API_URL'] ?? 'https://api.github.com';
  const repository = environment['GITHUB_REPOSITORY'] ?? '';
  const token = environment['GITHUB_TOKEN'] ?? '';
  if (!/^https:\/\/|^http:\/\/(?:127\.0\.0\.1|localhost)[:/]/.test(apiUrl)) {
    throw accessError(
      `GITHUB_API_URL must use https, got: ${show(apiUrl)}`,
      'leave it as the runner sets it',
    );
  }
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    const { message, help } = wrongVariable('GITHUB_REPOSITORY', repository, 'owner/name');
    throw accessError(message, help);
  }
  if (token === '') {
    throw accessError('GITHUB_TOKEN is not set', 'give the step `GITHUB_TOKEN: ${{ github.token }}` as env');
  }
  const redact = environmentRedactor(environment);
  return { apiUrl: apiUrl.replace(/\/$/, ''), repository, token, redact };
}

/** The few calls of GitHub's REST API that the steps make, on one repository. */
export class GitHub {
  private readonly redact: Redact;

  constructor(
    private readonly access: GitHubAccess,
    /** Wait before a second attempt, in milliseconds; later ones wait longer. */
    private readonly waitMs = 1000,
  ) {
    this.redact = access.redact ?? redactor([access.token]);
  }

  get<T>(path: string): Promise<T> {
    return this.send<T>({ method: 'GET', path });
  }

  /** Every element of a list, page by page. */
  async list<T>(path: string): Promise<readonly T[]> {
    const elements: T[] = [];
    for (let page = 1; page <= MAX_PAGES; page++) {
      const separator = path.includes('?') ? '&' : '?';
      const paged = `${path}${separator}per_page=${PER_PAGE}&page=${page}`;
      const answer = await this.send<readonly T[]>({ method: 'GET', path: paged });
      elements.push(...answer);
      if (answer.length < PER_PAGE) return elements;
    }
    throw new InputError('github/too-many', {
      message: `GitHub lists more than ${PER_PAGE * MAX_PAGES} elements at ${path}`,
      help: 'close the pull request or issue and open a new one',
    });
  }

  post(path: string, body: object): Promise<unknown> {
    return this.send({ method: 'POST', path, body });
  }

  patch(path: string, body: object): Promise<unknown> {
    return this.send({ method: 'PATCH', path, body });
  }

  private async send<T>(request: Request): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const response = await this.ask(request).catch((error: unknown) => reasonOf(error));
      const last = attempt === ATTEMPTS || !mayRepeat(request, response);
      if (typeof response !== 'string' && response.ok)
        return JSON.parse(this.redact(await response.text())) as T;
      if (last) throw await failure(request, response, this.redact);
      await sleep(Math.min(retryAfterMs(response) ?? this.waitMs * 2 ** (attempt - 1), MAX_WAIT_MS));
    }
  }

  private ask({ method, path, body }: Request): Promise<Response> {
    const { apiUrl, repository, token } = this.access;
    return fetch(`${apiUrl}/repos/${repository}${path}`, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'x-github-api-version': '2022-11-28',
        'user-agent': 'waf-exceptions',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: this.redact(JSON.stringify(body)) }),
      // The token goes nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}

/** A refusal for too many requests was not carried out; after anything else a POST may have been. */
function mayRepeat({ method }: Request, response: Response | string): boolean {
  if (typeof response === 'string') return method !== 'POST';
  if (response.status === 429) return true;
  if (response.status === 403) return response.headers.has('retry-after');
  return response.status >= 500 && method !== 'POST';
}

function retryAfterMs(response: Response | string): number | undefined {
  if (typeof response === 'string') return undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : undefined;
}

async function failure(
  { method, path }: Request,
  response: Response | string,
  redact: Redact,
): Promise<InputError> {
  const call = `${method} ${path.replace(/\?.*/, '')}`;
  if (typeof response === 'string') {
    return new InputError('github/unreachable', {
      message: `GitHub did not answer ${call}: ${show(response)}`,
      help: 'run the job again',
    });
  }
  const { status } = response;
  const text = redact(await response.text().catch(() => ''));
  if (status === 403 || status === 401) {
    return new InputError('github/forbidden', {
      message: `GitHub refuses ${call} with ${status}: ${show(text)}`,
      help: "check `permissions` of the job; a fork's job may only read",
    });
  }
  return new InputError('github/answer', {
    message: `GitHub answered ${call} with ${status}: ${show(text)}`,
    help: status >= 500 ? 'run the job again' : 'check GITHUB_REPOSITORY and the permissions of the job',
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function accessError(message: string, help: string): InputError {
  return new InputError('github/access', { message, help });
}
