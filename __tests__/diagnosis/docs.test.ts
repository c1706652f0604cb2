import { join } from 'node:path';
import { diagnoseCommand } from '../../lib/cli/commands/diagnose';
import { folderWith, run } from '../cli/stack-folder';
import { codeBlocks } from '../project/markdown';
import { read } from '../project/source-files';
import { event, events, OWASP, SCORE } from './cases/evidence';

const PAGE = 'docs/cli/diagnose.md';

const exported = (members: object): object =>
  event({
    rulesetId: OWASP,
    clientRequestHTTPHost: 'dashboard.example.com',
    clientRequestPath: '/admin/tiktok-creator/export-mp4',
    ...members,
  });

/** What Cloudflare has of the request of the page. */
const EVENTS = events(
  exported({ ruleId: SCORE, description: '949110: Inbound Anomaly Score Exceeded', matchIndex: 0 }),
  exported({
    action: 'log',
    ruleId: 'b'.repeat(32),
    description: '941170: NoScript XSS InjectionChecker: Attribute Injection',
    matchIndex: 1,
  }),
  exported({
    action: 'log',
    ruleId: 'a'.repeat(32),
    description: '941130: XSS Filter - Category 3: Attribute Vector',
    matchIndex: 2,
  }),
);

test('each output of the page is what its command prints', async () => {
  const blocks = codeBlocks(PAGE, read(PAGE));
  const answer = blocks.find(({ language }) => language === 'http')?.code ?? '';
  const folder = folderWith({ 'answer.txt': answer, 'events.json': EVENTS });
  const commands = blocks.filter(({ code }) => code.startsWith('waf diagnose '));
  expect(commands).toHaveLength(2);
  for (const command of commands) {
    const words = command.code.trim().split(' ').slice(2);
    const { stdout } = await run(diagnoseCommand(), ...words.map((word) => join(folder, word)));
    const output = blocks[blocks.indexOf(command) + 1]?.code;
    expect(stdout.replaceAll(`${folder}/`, '')).toBe(output);
  }
});
