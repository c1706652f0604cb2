import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { diagnose, diagnosisTerminal } from '../../lib/diagnosis';
import { readEvidence, textInput } from '../../lib/evidence';
import { heading, indent, quote, say, verdict } from '../demo/story';
import { exportInBrowser } from './browser';
import { EXPORT, HOST } from './dashboard';
import type { Lab } from './lab';
import { collect, SUSPECTS } from './suspects';

const STACK = 'dashboard-waf';
const REPOSITORY = resolve(__dirname, '../..');

/** An attack in what the same export sends: a name for the video that asks a database for passwords. */
const INJECTION = "clip' UNION SELECT name, password FROM users --";

/** Replays the incident on the whole path; it ends with an error if something differs from the story. */
export async function tellStory(lab: Lab): Promise<void> {
  const startedAt = Date.now();
  const evidence = (name: string) => join(lab.folder, 'evidence', name);

  heading('The path');
  say(
    `a browser -> the edge of a simulated Cloudflare on this machine -> nginx -> gunicorn with 5 workers -> Flask -> ffmpeg`,
  );

  heading('The export answers 403');
  const refused = await exportInBrowser(lab, evidence('export.har'));
  quote(`the page says: ${refused}`);
  expect(refused.startsWith('403 '), `expected a 403, and the page says ${refused}`);
  const lines = Object.entries(lab.origin.logs()).map(([name, text]) => {
    return [name, text.split('\n').filter((line) => line.includes(EXPORT)).length] as const;
  });
  for (const [name, count] of lines) quote(`grep -c export-mp4 ${name}: ${count}`);
  expect(
    lines.every(([, count]) => count === 0),
    'a log behind the edge mentions the export',
  );
  verdict('no log behind the edge mentions it');

  heading('Who answered?');
  const files = ['export.har', '../origin/nginx-access.log', '../edge/http_requests.ndjson'];
  const diagnosis = await waf(lab, 'evidence', [
    ...['diagnose', `http://${HOST}${EXPORT}`, ...files],
    ...['--live', 'example.com'],
  ]);
  for (const words of [
    "Cloudflare's edge answered (proven): managed rules",
    '941130',
    '941170',
    'an exception helps',
  ]) {
    expect(diagnosis.includes(words), `waf diagnose does not say ${words}`);
  }

  heading('The narrowest exception');
  const proposed = await waf(lab, 'project', [
    ...['propose', '--live', 'example.com', '--owner', 'creator-tools', '--ticket', 'OPS-1423'],
    ...['--out', 'proposed.ts'],
  ]);
  expect(/skips .*941130/.test(proposed) && /skips .*941170/.test(proposed), 'waf propose skips other rules');
  writeStack(lab, `import { proposedExceptions } from './proposed';`, 'proposedExceptions(waf);');

  heading('Plan, review, deploy');
  await command(lab, 'cdktf', ['plan', STACK], /Plan: .*/);
  const review = await waf(lab, 'project', ['review', STACK]);
  expect(review.includes('stay on'), 'waf review names no rules that stay on');
  await command(lab, 'cdktf', ['deploy', STACK, '--auto-approve'], /Apply complete!.*/);

  heading('The export again');
  const answered = await exportInBrowser(lab, evidence('export-again.har'));
  quote(`the page says: ${answered}`);
  expect(answered.startsWith('200 video/mp4'), `expected a video, and the page says ${answered}`);
  const headers = await lab.logIn('creator');
  const frames = await lab.frames(8);
  const video = evidence('export.mp4');
  const { status } = await lab.send({ path: EXPORT, json: { frames }, headers, save: video });
  expect(status === 200, `expected 200, got ${status}`);
  const stream = ['-count_frames', '-show_entries', 'stream=codec_name,width,height,nb_read_frames'];
  const { output } = await lab.run(lab.parts.ffprobe, ['-v', 'error', ...stream, '-of', 'csv=p=0', video]);
  quote(`ffprobe export.mp4: ${output.trim()}`);
  expect(/^h264,16,16,8\s*$/.test(output), 'ffprobe finds no video of 8 frames');

  heading('Why narrow matters');
  const inject = () => lab.send({ path: EXPORT, json: { frames, title: INJECTION }, headers });
  const narrow = await inject();
  quote(`an SQL injection on the same path, with the two rules skipped: ${narrow.status}`);
  expect(narrow.status === 403, `expected that the edge refuses an SQL injection, got ${narrow.status}`);
  writeStack(lab, "import { Skip, WafException } from '../../../lib';", SKIP_EVERYTHING);
  await command(lab, 'cdktf', ['deploy', STACK, '--auto-approve'], /Apply complete!.*/);
  const wide = await inject();
  quote(`the same, with all managed rules skipped: ${wide.status}`);
  expect(wide.status === 200, `expected that the SQL injection passes, got ${wide.status}`);

  const memory = lab.origin.memory();
  await tellSuspects(lab, { frames: frames.slice(0, 2), headers });
  verdict(
    `done in ${Math.round((Date.now() - startedAt) / 1000)} s; nginx held ${Math.round(memory.nginx / 1024)} MB, gunicorn ${Math.round(memory.gunicorn / 1024)} MB`,
  );
  say('What was sent, answered and logged is in .waf-sandbox/lab; docs/incident.md explains it in detail.');
}

/** Provokes whatever else may have answered, and lets `waf diagnose` say who it was. */
async function tellSuspects(lab: Lab, request: Parameters<typeof collect>[2]): Promise<void> {
  for (const suspect of SUSPECTS) {
    heading(`A wrong suspect: ${suspect.title}`);
    const { answer, logs } = await collect(lab, suspect, request);
    const inputs = Object.entries({ 'answer.txt': answer.text, ...logs }).map(([name, text]) =>
      textInput(name, text),
    );
    const diagnosis = diagnose(await readEvidence(inputs), { rays: [answer.ray] });
    const [judged] = diagnosis.requests;
    quote(`the client is answered ${answer.status}`);
    for (const line of diagnosisTerminal(diagnosis).split('\n').slice(1, 3)) quote(line);
    const { answeredBy, cause } = suspect.expected;
    expect(
      judged?.answeredBy === answeredBy && judged.cause === cause,
      `expected ${answeredBy}, ${String(cause)}; waf diagnose says ${String(judged?.answeredBy)}, ${String(judged?.cause)}`,
    );
  }
}

const SKIP_EVERYTHING = `new WafException(waf, 'export-mp4', {
  request: { host: '${HOST}', method: 'POST', path: '${EXPORT}' },
  skip: Skip.allManagedRules(),
  reason: 'The usual click: skip everything for the export',
  owner: 'creator-tools',
  expires: '${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)}',
});`;

/** The stack of the dashboard, with an exception in it. */
function writeStack(lab: Lab, imports: string, statement: string): void {
  const folder = join(lab.folder, 'project');
  const manifest = {
    language: 'typescript',
    app: 'node -r ts-node/register main.ts',
    sendCrashReports: 'false',
  };
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ ...manifest, projectId: 'incident-lab' }));
  writeFileSync(
    join(folder, 'main.ts'),
    `import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { App, TerraformStack } from 'cdktf';
import { Zone, ZoneWaf } from '../../../lib';
${imports}

const app = new App();
const stack = new TerraformStack(app, '${STACK}');
new CloudflareProvider(stack, 'cloudflare');
const waf = new ZoneWaf(stack, 'waf', { zone: Zone.fromName('example.com'), namespace: 'dashboard' });
${statement}
app.synth();
`,
  );
}

/** Runs `waf` in a folder of the lab, and shows what it prints. */
function waf(lab: Lab, folder: string, words: readonly string[]): Promise<string> {
  const program = ['-r', 'ts-node/register', join(REPOSITORY, 'lib/cli/main.ts')];
  return shown(lab, folder, ['waf', ...words], [process.execPath, ...program, ...words]);
}

function command(lab: Lab, name: string, words: readonly string[], keep: RegExp): Promise<string> {
  return shown(lab, 'project', [name, ...words], [name, ...words], keep);
}

async function shown(
  lab: Lab,
  folder: string,
  typed: readonly string[],
  [program, ...words]: readonly [string, ...string[]],
  keep = /^.*$/,
): Promise<string> {
  quote(`$ ${typed.join(' ')}`);
  const { code, output } = await lab.run(program, words, { cwd: join(lab.folder, folder) });
  if (code !== 0) throw new Error(`\`${typed.join(' ')}\` ended with exit code ${code}:\n${indent(output)}`);
  for (const line of output.trimEnd().split('\n')) {
    const [kept] = keep.exec(line) ?? [];
    if (kept !== undefined) quote(kept);
  }
  return output;
}

function expect(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}
