import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Sandbox, startSandbox } from '../../lib/sandbox';
import { findTerraform } from '../../lib/sandbox/terraform-binary';
import { HOST } from './dashboard';
import { freePort, Origin } from './origin';
import { findParts, type Parts } from './parts';
import { type Ended, Processes, type RunOptions } from './processes';

/** A folder of its own, inside of the repository: what `waf propose` writes there finds the library. */
const FOLDER = resolve('.waf-sandbox/lab');

/** A request to the edge, by curl. */
export interface Sent {
  readonly path: string;
  /** A JSON document, sent with POST. @default - none, and GET */
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the request pretends to come from. */
  readonly from?: string;
  /** File that gets the body of the answer, which may be a video. @default - it is part of the text */
  readonly save?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly ray: string;
  /** The command of curl and what it printed, as it is on a terminal, without the session. */
  readonly text: string;
}

/** The whole path: the edge of a sandbox before nginx before gunicorn before Flask, and what a user runs on it. */
export class Lab {
  private sent = 0;

  private constructor(
    readonly parts: Parts,
    readonly processes: Processes,
    readonly sandbox: Sandbox,
    readonly origin: Origin,
    readonly folder: string,
    /** What ends the parts that are up. */
    readonly closers: (() => Promise<void>)[],
  ) {}

  /** @param closers get what ends the parts that are up, also if a later one does not start */
  static async start(closers: (() => Promise<void>)[], folder = FOLDER): Promise<Lab> {
    const parts = findParts();
    const processes = new Processes();
    closers.push(() => processes.close());
    const port = await freePort();
    const sandbox = await startSandbox({
      directory: join(folder, 'sandbox'),
      terraform: await findTerraform(process.env),
      environment: { ...process.env, WAF_PYTHON: parts.python },
      managedRules: 'crs',
      reset: true,
      origin: `http://127.0.0.1:${port}`,
      logs: join(folder, 'edge'),
    });
    closers.push(() => sandbox.close());
    // The sandbox is locked by now, so nothing else uses these.
    for (const name of ['origin', 'edge', 'evidence', 'project']) {
      rmSync(join(folder, name), { recursive: true, force: true });
      mkdirSync(join(folder, name), { recursive: true });
    }
    const origin = await Origin.start(join(folder, 'origin'), port, parts, processes);
    closers.push(() => origin.close());
    return new Lab(parts, processes, sandbox, origin, folder, closers);
  }

  get edgeUrl(): string {
    return this.sandbox.environment['WAF_SANDBOX_EDGE'] ?? '';
  }

  /** Runs a command in the sandbox's environment. */
  run(program: string, words: readonly string[], options: RunOptions = {}): Promise<Ended> {
    return this.processes.run(program, words, { env: this.sandbox.environment, ...options });
  }

  /** Sends a request with curl, through the edge. */
  async send({ path, json, headers = {}, from = '203.0.113.7', save }: Sent): Promise<Answer> {
    const all = { 'user-agent': 'Mozilla/5.0', ...headers };
    const words = Object.entries(all).flatMap(([name, value]) => [
      '-H',
      // This is how curl sends an empty header.
      value === '' ? `${name};` : `${name}: ${value}`,
    ]);
    if (json !== undefined) {
      const file = join(this.folder, 'evidence', `body-${(this.sent += 1)}.json`);
      writeFileSync(file, JSON.stringify(json));
      words.push('-H', 'content-type: application/json', '--data-binary', `@${file}`);
    }
    words.push(`http://${HOST}${path}`);
    const shown = save === undefined ? ['-si'] : ['-s', '-D', '-', '-o', save];
    const { port } = new URL(this.edgeUrl);
    const toEdge = ['--connect-to', `${HOST}:80:127.0.0.1:${port}`, '-H', `x-sandbox-client-ip: ${from}`];
    const { output } = await this.run(this.parts.curl, [...shown, ...toEdge, ...words]);
    const [, status = '0'] = /^(?:HTTP\/1\.1 100 Continue\s+)?HTTP\/1\.1 (\d{3})/.exec(output) ?? [];
    const [, ray = ''] = /^cf-ray: ([0-9a-f]{16})/im.exec(output) ?? [];
    return { status: Number(status), ray, text: `$ curl ${commandOf(['-i', ...words])}\n${output}` };
  }

  /** Logs a user of the dashboard in. @returns the header of its session */
  async logIn(user: string, from?: string): Promise<Readonly<Record<string, string>>> {
    const json = { user, password: this.origin.password };
    const { text, status } = await this.send({
      path: '/login',
      json,
      ...(from === undefined ? {} : { from }),
    });
    const [, cookie] = /^set-cookie: ([^;\r\n]+)/im.exec(text) ?? [];
    if (cookie === undefined) throw new Error(`${user} cannot log in: ${status}`);
    return { cookie };
  }

  /** Images as the dashboard sends them: 16 x 16, of a test picture. */
  async frames(count: number): Promise<readonly string[]> {
    const folder = join(this.folder, 'evidence', 'frames');
    mkdirSync(folder, { recursive: true });
    const picture = ['-f', 'lavfi', '-i', 'testsrc=size=16x16:rate=10', '-frames:v', String(count)];
    await this.run(this.parts.ffmpeg, ['-loglevel', 'error', ...picture, '-y', join(folder, '%d.png')]);
    return Array.from({ length: count }, (_, index) => {
      const image = readFileSync(join(folder, `${index + 1}.png`), 'base64');
      return `data:image/png;base64,${image}`;
    });
  }
}

/** Words as a shell takes them. */
function commandOf(words: readonly string[]): string {
  return words
    .map((word) => word.replace(/^cookie: .*/, 'cookie: session=...').replace(/^@.*\//, '@'))
    .map((word) => (/^[\w./:@=-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
}
