import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { LOGS } from './logs';
import { EXAMPLE, type Parts } from './parts';
import type { Processes } from './processes';

/** A worker that holds more is killed, in kilobytes: as the kernel does when memory is short. */
const MOST_MEMORY_KB = 150_000;

/** How long a server may take to listen, in milliseconds. */
const START_MS = 60_000;

/** nginx before gunicorn before Flask, on free ports of loopback. */
export class Origin {
  private gunicorn: ChildProcess | undefined;
  private nginx: ChildProcess | undefined;
  private guard: NodeJS.Timeout | undefined;
  /** The password of each user of the dashboard. */
  readonly password = randomBytes(12).toString('hex');

  private constructor(
    private readonly folder: string,
    private readonly parts: Parts,
    private readonly processes: Processes,
    readonly port: number,
    private readonly gunicornPort: number,
  ) {}

  /** @param folder where its logs are, and what it needs to run */
  static async start(folder: string, port: number, parts: Parts, processes: Processes): Promise<Origin> {
    mkdirSync(folder, { recursive: true });
    // They are there from the beginning: that a log is empty can be seen.
    for (const name of LOGS) writeFileSync(join(folder, name), '');
    const origin = new Origin(folder, parts, processes, port, await freePort());
    await origin.startGunicorn();
    await origin.startNginx();
    return origin;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything that its logs hold, by their names. */
  logs(): Readonly<Record<(typeof LOGS)[number], string>> {
    const entries = LOGS.map((name) => [name, readFileSync(join(this.folder, name), 'utf8')]);
    return Object.fromEntries(entries) as Record<(typeof LOGS)[number], string>;
  }

  /** Memory of nginx, and of gunicorn with its workers, in kilobytes; what processes share is counted once for each. */
  memory(): { readonly nginx: number; readonly gunicorn: number } {
    const sum = ({ pid = 0 }: ChildProcess) =>
      [pid, ...childrenOf(pid)].reduce((total, one) => total + memoryOf(one), 0);
    const of = (child: ChildProcess | undefined) => (child === undefined ? 0 : sum(child));
    return { nginx: of(this.nginx), gunicorn: of(this.gunicorn) };
  }

  /** Ends gunicorn, and leaves nginx alone with its clients. */
  async stopGunicorn(): Promise<void> {
    clearInterval(this.guard);
    if (this.gunicorn !== undefined) await this.processes.stop(this.gunicorn);
  }

  async stopNginx(): Promise<void> {
    if (this.nginx !== undefined) await this.processes.stop(this.nginx);
  }

  async close(): Promise<void> {
    await this.stopNginx();
    await this.stopGunicorn();
  }

  private async startGunicorn(): Promise<void> {
    const logs = ['--access-logfile', this.path('gunicorn-access.log')];
    logs.push('--error-logfile', this.path('gunicorn-error.log'));
    const words = ['--config', join(EXAMPLE, 'gunicorn.conf.py'), '--bind', `127.0.0.1:${this.gunicornPort}`];
    this.gunicorn = this.processes.start(
      this.parts.gunicorn,
      [...words, ...logs, 'dashboard:app'],
      this.path('gunicorn.out'),
      {
        cwd: EXAMPLE,
        env: {
          PATH: [dirname(this.parts.ffmpeg), process.env['PATH'] ?? ''].join(delimiter),
          LANG: 'C.UTF-8',
          PYTHONDONTWRITEBYTECODE: '1',
          DASHBOARD_PASSWORD: this.password,
          DASHBOARD_SECRET: randomBytes(24).toString('hex'),
        },
      },
    );
    await this.listening('gunicorn', this.gunicorn, this.gunicornPort, 'gunicorn-error.log');
    this.guard = setInterval(() => {
      this.killGreedy();
    }, 50).unref();
  }

  private async startNginx(): Promise<void> {
    const values: Readonly<Record<string, string>> = {
      folder: this.folder,
      port: String(this.port),
      gunicorn_port: String(this.gunicornPort),
      // Its workers must be able to write into the folder of whoever started the lab.
      user: userInfo().uid === 0 ? `user ${userInfo().username};` : '',
    };
    const template = readFileSync(join(EXAMPLE, 'nginx.conf'), 'utf8');
    const configuration = this.path('nginx.conf');
    writeFileSync(
      configuration,
      template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
    );
    const words = ['-p', this.folder, '-c', configuration, '-e', this.path('nginx-error.log')];
    this.nginx = this.processes.start(this.parts.nginx, words, this.path('nginx.out'));
    await this.listening('nginx', this.nginx, this.port, 'nginx-error.log');
  }

  /** Waits until a server listens. */
  private async listening(name: string, child: ChildProcess, port: number, log: string): Promise<void> {
    const until = Date.now() + START_MS;
    while (!(await accepts(port))) {
      if (child.exitCode !== null || child.pid === undefined || Date.now() > until) {
        throw new Error(`${name} does not start:\n${readFileSync(this.path(log), 'utf8')}`);
      }
      await wait(50);
    }
  }

  /** A container has no access to the kernel's own killer: this simulates it. */
  private killGreedy(): void {
    for (const pid of childrenOf(this.gunicorn?.pid)) {
      if (memoryOf(pid) > MOST_MEMORY_KB) process.kill(pid, 'SIGKILL');
    }
  }

  private path(name: string): string {
    return join(this.folder, name);
  }
}

/** The processes that a process has started, and not what those have started. */
function childrenOf(pid: number | undefined): readonly number[] {
  if (pid === undefined) return [];
  return readProc(pid, `task/${pid}/children`).split(' ').filter(Boolean).map(Number);
}

function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readProc(pid, 'status'))?.[1] ?? 0);
}

/** A file about a process; empty if it has ended. */
function readProc(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return '';
  }
}

/** A port that nothing listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => {
      end(true);
    });
    socket.on('error', () => {
      end(false);
    });
  });
}
