import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface, type Interface } from 'node:readline';
import { docsPage, escapeControls, InputError, show } from '../../errors';
import { ENGINE_PROGRAM } from './engine-program';

/** A request as the engine gets it. */
export interface EngineRequest {
  readonly ip: string;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly target: string;
  /** Such as `1.1`. */
  readonly version: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The part of the body that the rules see. */
  readonly body: Buffer;
}

/** What the engine runs for a request. */
export interface EngineSetup {
  /** The score from which on 949110 matches. */
  readonly threshold: number;
  /** Numbers of the rules that are switched off, in order. */
  readonly off: readonly number[];
}

/** A rule of the core rule set that matched. */
export interface EngineMatch {
  /** Such as 941130; 949110 if the score reaches the threshold. */
  readonly number: number;
  /** What a match of the rule adds to the score, once for each variable that it matches. */
  readonly points: number;
  /** The first variable that it matches, such as `ARGS:json.frames.array_0`; empty if the rule names none. */
  readonly variable: string;
}

/** A ModSecurity with the OWASP Core Rule Set, in a process of its own. */
export interface RuleEngine {
  /** Its name and version. */
  readonly name: string;
  /** @throws Error if the engine has ended, fails or takes too long */
  inspect(request: EngineRequest, setup: EngineSetup): Promise<readonly EngineMatch[]>;
  /** The process that runs it now. */
  pid(): number;
  close(): Promise<void>;
}

/** Where Debian and Ubuntu install the rules. */
const RULES = '/usr/share/modsecurity-crs/rules';

/** A regular expression of the rules takes seconds for a megabyte. */
const TIMEOUT_MS = 60_000;

const HELP = `install both: \`apt-get install modsecurity-crs\`, and \`pip install libmodsecurity==3.0.15.post2\` into the Python that WAF_PYTHON names; ${docsPage('sandbox.md')} has the commands`;

/**
 * Starts the engine. It ends with this process, however that ends.
 *
 * @param environment `WAF_PYTHON`: the Python that has the engine. @default - python3.
 * `WAF_CRS_RULES`: the folder of the rules. @default - /usr/share/modsecurity-crs/rules
 * @throws InputError `sandbox/engine` if a part is not installed
 */
export async function startRuleEngine(environment: NodeJS.ProcessEnv): Promise<RuleEngine> {
  const folder = environment['WAF_CRS_RULES'] ?? RULES;
  if (!existsSync(folder)) throw missing(`there is no folder ${show(folder)} with the OWASP Core Rule Set`);
  let running = await EngineProcess.start(environment, folder);
  return {
    name: running.name,
    async inspect(request, setup) {
      // One that was too slow, or that a request has ended, is replaced by a new one.
      if (running.hasEnded) running = await EngineProcess.start(environment, folder);
      return running.inspect(request, setup);
    },
    pid: () => running.pid,
    close: () => running.close(),
  };
}

interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/** The program in its process. */
class EngineProcess {
  hasEnded = false;
  readonly pid: number;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  /** @throws InputError `sandbox/engine` */
  static async start(environment: NodeJS.ProcessEnv, folder: string): Promise<EngineProcess> {
    const python = environment['WAF_PYTHON'] ?? 'python3';
    const child = spawn(python, ['-c', ENGINE_PROGRAM, folder], {
      env: { PATH: environment['PATH'], PYTHONPATH: environment['PYTHONPATH'], PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('utf8')).slice(-2_000);
    });
    // A process that has ended takes no more input; its end is reported below.
    child.stdin.on('error', () => undefined);
    const ended = new Promise<string>((resolve) => {
      child.once('error', (error) => {
        resolve(`${show(python)} cannot be run: ${escapeControls(error.message)}`);
      });
      child.once('close', () => {
        const [line = ''] = complaint.trim().split('\n').slice(-1);
        resolve(`${show(python)} cannot run ModSecurity: ${escapeControls(line)}`);
      });
    });
    const lines = createInterface({ input: child.stdout });
    const first = await Promise.race([once(lines, 'line'), ended]);
    if (typeof first === 'string') throw missing(first);
    const { engine } = JSON.parse(String(first[0])) as { readonly engine: string };
    return new EngineProcess(engine, child, lines, ended);
  }

  private constructor(
    readonly name: string,
    private readonly child: ChildProcessWithoutNullStreams,
    lines: Interface,
    private readonly ended: Promise<string>,
  ) {
    this.pid = child.pid ?? 0;
    lines.on('line', (line) => {
      const answer = JSON.parse(line) as Answer & { readonly id: number };
      this.waiting.get(answer.id)?.done(answer);
    });
    void ended.then(() => {
      this.hasEnded = true;
      for (const { failed } of [...this.waiting.values()]) failed(new Error('the rule engine has ended'));
    });
  }

  async inspect({ body, ...request }: EngineRequest, setup: EngineSetup): Promise<readonly EngineMatch[]> {
    const id = (this.lastId += 1);
    // What takes too long blocks every request behind it.
    const timer = setTimeout(() => this.child.kill('SIGKILL'), TIMEOUT_MS);
    try {
      const answer = await new Promise<Answer>((done, failed) => {
        this.waiting.set(id, { done, failed });
        this.child.stdin.write(
          `${JSON.stringify({ ...request, ...setup, id, body: body.toString('base64') })}\n`,
        );
      });
      if (answer.matches === undefined) throw new Error(`the rule engine failed: ${answer.error ?? ''}`);
      return answer.matches;
    } finally {
      clearTimeout(timer);
      this.waiting.delete(id);
    }
  }

  async close(): Promise<void> {
    this.child.stdin.end();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 2_000);
    await this.ended;
    clearTimeout(timer);
  }
}

interface Answer {
  readonly matches?: readonly EngineMatch[];
  readonly error?: string;
}

function missing(problem: string): InputError {
  return new InputError('sandbox/engine', {
    message: `\`--managed-rules crs\` needs ModSecurity and its core rules: ${problem}`,
    help: HELP,
  });
}
