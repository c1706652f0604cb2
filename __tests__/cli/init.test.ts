import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { ask } from '../../lib/cli/ask';
import { initCommand } from '../../lib/cli/commands/init';
import { InputError } from '../../lib/errors';
import { folderWith, run } from './stack-folder';

const repository = process.cwd();
const terminal = Object.getOwnPropertyDescriptor(process.stdin, 'isTTY');
beforeEach(() => {
  Object.defineProperty(process.stdin, 'isTTY', { value: false, configurable: true });
});
afterEach(() => {
  process.chdir(repository);
  if (terminal === undefined) delete (process.stdin as { isTTY?: boolean }).isTTY;
  else Object.defineProperty(process.stdin, 'isTTY', terminal);
});

const GIVEN = [
  '--zone',
  'example.com',
  '--host',
  'app.example.com',
  '--path',
  '/export',
  '--zone-plan',
  'pro',
];

function enter(): string {
  const folder = folderWith({});
  process.chdir(folder);
  return folder;
}

test('with its options it asks nothing, and says what comes next', async () => {
  enter();
  const { stdout } = await run(initCommand(), ...GIVEN, '--namespace', 'shop', '--no-workflows');
  expect(stdout).toMatch(/^wrote cdktf\.json\nwrote main\.ts\n/);
  expect(stdout).toContain('\nNext:\n  npm install\n  npm test\n  npm run sandbox:plan -- shop-waf ');
  expect(existsSync('.github')).toBe(false);
  expect(existsSync('waf-stack.ts')).toBe(true);
});

test('a folder without room is refused before it asks', async () => {
  const folder = enter();
  writeFileSync(join(folder, 'main.ts'), '');
  await expect(run(initCommand())).rejects.toMatchObject({ code: 'init/exists' });
  expect(readdirSync(folder)).toEqual(['main.ts']);
});

test.each<[string, readonly string[], object]>([
  [
    'every option that is missing',
    GIVEN.slice(0, 4),
    {
      code: 'init/missing',
      summary: expect.stringContaining('`--path`') as string,
      help: 'give --path, --zone-plan',
    },
  ],
  [
    'the option that is wrong',
    ['--zone', 'example.com', '--host', 'app.example.net', ...GIVEN.slice(4)],
    { code: 'host/zone', message: expect.stringMatching(/^--host: `host` must be in the zone/) as string },
  ],
])('without a terminal it names %s, and writes nothing', async (_title, words, error) => {
  const folder = enter();
  await expect(run(initCommand(), ...words)).rejects.toMatchObject(error);
  expect(readdirSync(folder)).toEqual([]);
});

describe('asking on a terminal', () => {
  async function asked(
    lines: string,
  ): Promise<{ readonly answers: readonly string[]; readonly shown: string }> {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answers: string[] = [];
    let shown = '';
    output.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      // One line for each question, as a person types.
      if (!chunk.toString().endsWith(': ')) return;
      const [line, ...rest] = lines.split('\n');
      lines = rest.join('\n');
      if (line === 'END') input.end();
      else input.write(`${line ?? ''}\n`);
    });
    const take = (answer: string) => {
      if (answer === 'bad') throw new InputError('x/y', { message: 'not that', help: 'another' });
      answers.push(answer);
    };
    await ask(
      [
        { question: 'First', preset: undefined, take },
        { question: 'Second', preset: 'POST', take },
      ],
      { input, output },
    );
    return { answers, shown };
  }

  test('an answer that is wrong is asked for again, and an empty one is the preset', async () => {
    const { answers, shown } = await asked('bad\n good \n\n');
    expect(answers).toEqual(['good', 'POST']);
    expect(shown).toBe('First: not that [x/y]\n  help: another\nFirst: Second [POST]: ');
  });

  test('an answer is needed where there is no preset', async () => {
    const { answers, shown } = await asked('\ngood\n\n');
    expect(answers).toEqual(['good', 'POST']);
    expect(shown).toBe('First: an answer is needed; Ctrl-C cancels\nFirst: Second [POST]: ');
  });

  test('an end before the last answer is an error', async () => {
    await expect(asked('good\nEND')).rejects.toMatchObject({ code: 'ask/ended' });
  });
});
