import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Whoever a token belongs to. */
export interface FakeUser {
  readonly login: string;
  readonly type: 'User' | 'Bot';
  readonly mayWrite: boolean;
}

/** A comment on a pull request or an issue. */
export interface FakeComment {
  readonly id: number;
  readonly issue: number;
  body: string;
  updated_at: string;
  readonly user: { readonly login: string; readonly type: string };
}

export interface FakeIssue {
  readonly number: number;
  readonly title: string;
  body: string;
  state: 'open' | 'closed';
  readonly user: { readonly login: string; readonly type: string };
  readonly pull_request?: object;
}

export interface FakePull {
  readonly number: number;
  readonly title: string;
  readonly head: string;
  readonly base: string;
  readonly body: string;
  state: 'open' | 'closed';
  merged_at: string | null;
}

/** A review of a pull request, as GitHub keeps it. */
export interface FakeReview {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string } | null;
  readonly body: string;
  state: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING';
  readonly commit_id: string;
  readonly submitted_at?: string;
}

/** An answer that comes instead of the real one. */
export interface FakeFault {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The workflow's own token on a branch of the repository, and the one that a fork's job gets. */
export const WRITE_TOKEN = 'ghs_write-token-of-the-fake';
export const READ_TOKEN = 'ghs_read-token-of-the-fake';
/** Somebody else than the author, who may write. */
const REVIEWER = { login: 'alice', type: 'User' } as const;
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

const USERS: Readonly<Record<string, FakeUser>> = {
  [WRITE_TOKEN]: { ...BOT, mayWrite: true },
  [READ_TOKEN]: { ...BOT, mayWrite: false },
};

type Json = Record<string, unknown>;
type Answer = readonly [status: number, body: unknown];

/** The part of GitHub's API that the workflows use, for the repository `acme/waf`. */
export class FakeGitHub {
  readonly comments: FakeComment[] = [];
  readonly issues: FakeIssue[] = [];
  /** Pull requests by the commit that they were merged as. */
  readonly pulls = new Map<string, object[]>();
  /** Reviews of pull requests, the oldest first, by number. */
  readonly reviews = new Map<number, FakeReview[]>();
  /** What collaborators may do; others may read. */
  readonly permissions = new Map<string, 'admin' | 'write' | 'read' | 'none'>();
  /** Pull requests that a workflow has opened. */
  readonly opened: FakePull[] = [];
  /** What was written to the repository, by path of the API. */
  readonly written: { readonly path: string; readonly body: Json }[] = [];
  /** The commits of the branches that a workflow has made, by `ref`. */
  readonly branches = new Map<string, string>();
  /** The newest commit of each branch. */
  readonly heads = new Map<string, string>();
  /** Each request as `METHOD path?query`. */
  readonly requests: string[] = [];
  /** Answers for the next requests, first come first served. */
  readonly faults: FakeFault[] = [];
  private nextId = 1;

  static async start(): Promise<FakeGitHub> {
    const github = new FakeGitHub();
    github.permissions.set(REVIEWER.login, 'write');
    await new Promise<void>((ready) => github.server.listen(0, '127.0.0.1', ready));
    return github;
  }

  private readonly server: Server = createServer((request, response) => {
    void this.answer(request).then(([status, body, headers]) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  });

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => {
      this.server.close(() => {
        done();
      });
    });
  }

  /** Somebody writes a comment, at the end of the list. */
  comment(issue: number, body: string, user: FakeComment['user'] = BOT): FakeComment {
    const comment = { id: this.nextId++, issue, body, user, updated_at: new Date().toISOString() };
    this.comments.push(comment);
    return comment;
  }

  /** Somebody submits a review. */
  review(
    pull: number,
    { user = REVIEWER, ...parts }: Partial<FakeReview> & Pick<FakeReview, 'commit_id'>,
  ): FakeReview {
    const review: FakeReview = {
      id: this.nextId++,
      user,
      body: '',
      state: 'APPROVED',
      submitted_at: new Date().toISOString().replace(/\.\d+/, ''),
      ...parts,
    };
    this.reviews.set(pull, [...(this.reviews.get(pull) ?? []), review]);
    return review;
  }

  private async answer(
    request: IncomingMessage,
  ): Promise<readonly [number, unknown, Readonly<Record<string, string>>?]> {
    this.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const fault = this.faults.shift();
    const body = await readBody(request);
    if (fault !== undefined) return [fault.status, fault.body ?? { message: 'fault' }, fault.headers ?? {}];
    const user = USERS[(request.headers.authorization ?? '').replace(/^Bearer /, '')];
    if (user === undefined) return [401, { message: 'Bad credentials' }];
    if (request.method !== 'GET' && !user.mayWrite) {
      return [403, { message: 'Resource not accessible by integration' }];
    }
    const url = new URL(request.url ?? '', 'http://fake');
    return this.route(request.method ?? '', url, body, user);
  }

  private route(method: string, url: URL, body: Json, user: FakeUser): Answer {
    const path = url.pathname.replace(/^\/repos\/acme\/waf/, '');
    const author = { login: user.login, type: user.type };
    const [, commit = ''] = /^\/commits\/([0-9a-f]+)\/pulls$/.exec(path) ?? [];
    if (commit !== '' && method === 'GET') return [200, page(this.pulls.get(commit) ?? [], url)];
    const [, reviewed] = /^\/pulls\/(\d+)\/reviews$/.exec(path) ?? [];
    if (reviewed !== undefined && method === 'GET') {
      return [200, page(this.reviews.get(Number(reviewed)) ?? [], url)];
    }
    const [, asked] = /^\/pulls\/(\d+)$/.exec(path) ?? [];
    const pull = [...this.pulls.values()]
      .flat()
      .find((one) => 'number' in one && one.number === Number(asked));
    if (pull !== undefined && method === 'GET') return [200, pull];
    const [, login] = /^\/collaborators\/([^/]+)\/permission$/.exec(path) ?? [];
    if (login !== undefined && method === 'GET') {
      const permission = this.permissions.get(decodeURIComponent(login)) ?? 'read';
      return [200, { permission, role_name: permission, user: { login } }];
    }
    const written = this.routeGit(method, path, url, body);
    if (written !== undefined) return written;
    const [, branch = ''] = /^\/git\/ref\/heads\/([^/]+)$/.exec(path) ?? [];
    const head = this.heads.get(decodeURIComponent(branch));
    if (head !== undefined && method === 'GET') return [200, { object: { sha: head } }];
    const [, onIssue] = /^\/issues\/(\d+)\/comments$/.exec(path) ?? [];
    if (onIssue !== undefined) {
      const issue = Number(onIssue);
      if (method === 'GET')
        return [
          200,
          page(
            this.comments.filter((one) => one.issue === issue),
            url,
          ),
        ];
      return [201, this.comment(issue, String(body['body']), author)];
    }
    const [, commentId] = /^\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    if (commentId !== undefined && method === 'PATCH') {
      const comment = this.comments.find(({ id }) => id === Number(commentId));
      if (comment === undefined) return [404, { message: 'Not Found' }];
      return [200, Object.assign(comment, body, { updated_at: new Date().toISOString() })];
    }
    if (path === '/issues' && method === 'GET') return [200, page(this.openIssues(url), url)];
    if (path === '/issues' && method === 'POST') {
      const issue = { number: 100 + this.nextId++, state: 'open', user: author, ...body } as FakeIssue;
      this.issues.push(issue);
      return [201, issue];
    }
    const [, number] = /^\/issues\/(\d+)$/.exec(path) ?? [];
    const issue = this.issues.find((one) => one.number === Number(number));
    if (issue !== undefined && method === 'PATCH') return [200, Object.assign(issue, body)];
    return [404, { message: 'Not Found' }];
  }

  /** What opens a pull request without a checkout: a tree, a commit, a branch. */
  private routeGit(method: string, path: string, url: URL, body: Json): Answer | undefined {
    if (path === '/pulls' && method === 'GET') {
      const head = (url.searchParams.get('head') ?? '').replace(/^acme:/, '');
      return [
        200,
        page(
          this.opened.filter((pull) => pull.head === head),
          url,
        ),
      ];
    }
    const [, commit] = /^\/git\/commits\/([0-9a-f]+)$/.exec(path) ?? [];
    if (commit !== undefined && method === 'GET')
      return [200, { sha: commit, tree: { sha: `tree-of-${commit}` } }];
    const [, prefix] = /^\/git\/matching-refs\/(heads\/.+)$/.exec(path) ?? [];
    if (prefix !== undefined && method === 'GET') {
      const refs = [...this.branches.keys()].filter((ref) => ref.startsWith(`refs/${prefix}`));
      return [
        200,
        page(
          refs.map((ref) => ({ ref })),
          url,
        ),
      ];
    }
    const moved = path.replace(/^\/git\//, '');
    if (method === 'PATCH' && this.branches.has(moved) && body['force'] === true) {
      this.branches.set(moved, String(body['sha']));
      return [200, { ref: moved }];
    }
    if (path === '/git/refs' && this.branches.has(String(body['ref']))) {
      return [422, { message: 'Reference already exists' }];
    }
    if (path === '/git/refs') this.branches.set(String(body['ref']), String(body['sha']));
    if (method !== 'POST' || !/^\/(?:git\/(?:trees|commits|refs)|pulls)$/.test(path)) return undefined;
    this.written.push({ path, body });
    if (path !== '/pulls') return [201, { sha: `sha-${this.written.length}` }];
    const pull = { number: this.nextId++, state: 'open', merged_at: null, ...body } as FakePull;
    this.opened.push(pull);
    return [201, pull];
  }

  private openIssues(url: URL): readonly FakeIssue[] {
    const creator = url.searchParams.get('creator');
    return this.issues.filter(({ state, user }) => state === 'open' && user.login === creator);
  }
}

function page<T>(elements: readonly T[], { searchParams }: URL): readonly T[] {
  const size = Number(searchParams.get('per_page') ?? 30);
  const start = (Number(searchParams.get('page') ?? 1) - 1) * size;
  return elements.slice(start, start + size);
}

async function readBody(request: IncomingMessage): Promise<Json> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Json);
}
