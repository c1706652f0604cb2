import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildWaf } from '../support/build-package';
import { describeWithTerraform } from './support/describe-with-terraform';
import { zoneWaf } from './support/exceptions';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { CUSTOM, MANAGED } from './support/seeds';
import type { ZoneWaf } from '../../lib';

const WAF = buildWaf();
const HOST = 'dashboard.example.com';
const EXPORT = '/admin/tiktok-creator/export-mp4';
const DAY_SECONDS = 86_400;

/** What the export sends: images, of which eight score 80. The zone lets less than 60 pass. */
const FRAMES = JSON.stringify({
  frames: Array.from({ length: 8 }, () => `data:image/png;base64,${'iVBORw0KGgo'.repeat(50)}`),
});

describeWithTerraform('an incident, from a mysterious 403 to the end of its exception', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-story-'));
  const [answer, proposed, tests] = ['answer.txt', 'stacks/export.ts', '__tests__/export.test.ts'].map(
    (name) => join(folder, name),
  ) as [string, string, string];
  let zone: SandboxZone;
  beforeAll(async () => {
    zone = await SandboxZone.start();
  });
  afterAll(async () => {
    await zone.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const waf = (...words: readonly string[]) => runWaf(zone.sandbox.environment, folder, words);
  const send = (path: string, body: string) => sendToEdge(zone.sandbox.environment, path, body);
  const statusOf = async (path: string, body: string) => (await send(path, body)).status;
  const stackWith = (addExceptions: (waf: ZoneWaf) => void) =>
    zone.stack('dashboard-waf', (scope) => {
      addExceptions(zoneWaf(scope, { namespace: 'dashboard' }));
    });
  const rulesOfOthers = async () => {
    const rules = [...(await zone.api.rules(ZONE_ID, CUSTOM)), ...(await zone.api.rules(ZONE_ID, MANAGED))];
    return rules
      .filter(({ ref }) => !ref.startsWith('wafx__dashboard__'))
      .map(({ id, ref, action, expression, description, enabled, action_parameters }) => {
        return { id, ref, action, expression, description, enabled, action_parameters };
      })
      .sort((one, other) => one.id.localeCompare(other.id));
  };

  it('is diagnosed, cured by the narrowest exception, verified, and forgotten once it is over', async () => {
    const before = await rulesOfOthers();

    // The incident: nobody knows who answers.
    const refused = await send(EXPORT, FRAMES);
    expect(refused.status).toBe(403);
    writeFileSync(answer, refused.text);

    // The edge does, and these rules are why.
    const diagnosis = await waf('diagnose', answer, '--live', 'example.com');
    expect(diagnosis.output).toContain(`POST https://${HOST}${EXPORT}: 403, ray ${refused.ray}`);
    expect(diagnosis.output).toContain("Cloudflare's edge answered (proven): managed rules");
    expect(diagnosis.output).toMatch(/941130: XSS Filter.*: adds to the score$/m);
    expect(diagnosis.output).toMatch(/941170: NoScript XSS.*: adds to the score$/m);
    expect(diagnosis.output).toMatch(/949110: Inbound Anomaly Score Exceeded.*: decided$/m);
    expect(diagnosis.output).toContain('an exception helps: `waf propose` writes it.');
    expect(diagnosis.code).toBe(0);

    // The narrowest exception for it, with its tests.
    const proposal = await waf(
      ...['propose', '--live', 'example.com', '--owner', 'creator-tools', '--ticket', 'OPS-1423'],
      ...['--out', proposed, '--test', tests],
    );
    expect(proposal.output).toContain(`POST ${HOST}${EXPORT}`);
    expect(proposal.code).toBe(0);
    expect(existsSync(tests)).toBe(true);
    const { proposedExceptions } = jest.requireActual<{ proposedExceptions: (waf: ZoneWaf) => void }>(
      proposed,
    );

    // Planned, reviewed and deployed.
    const stack = stackWith(proposedExceptions);
    expect((await stack.plan()).code).toBe(0);
    const review = await waf('review', 'dashboard-waf', '--fail-on', 'foreign,undecided');
    expect(review.output).toMatch(/^WAF review: wider by one exact request, for everybody$/m);
    expect(review.output).toContain(`POST https://${HOST}${EXPORT} from anywhere skips rules `);
    expect(review.output).toContain('the other rules of the Cloudflare OWASP Core Ruleset stay on');
    expect(review.code).toBe(0);
    expect((await stack.applySaved()).code).toBe(0);

    // It works, for the export and for nothing else.
    const json = ['--header', 'content-type: application/json', '--body', FRAMES];
    const verified = await waf(
      'verify',
      'dashboard-waf',
      '--strict',
      '--request',
      `POST https://${HOST}${EXPORT}`,
      ...json,
    );
    expect(verified.output).toContain('was answered 200, so the edge did not refuse it');
    expect(verified.output).toMatch(/verified: \d+ near misses .* are still refused at the edge/);
    expect(verified.output).not.toMatch(/failed|cannot tell/);
    expect(verified.code).toBe(0);

    // The same attacks still fail.
    expect(await statusOf(EXPORT, FRAMES)).toBe(200);
    expect(await statusOf(`${EXPORT}?user=1+union+select+2`, FRAMES)).toBe(403);
    expect(await statusOf(EXPORT, FRAMES.replace('data:', '<script>data:'))).toBe(403);
    expect(await statusOf(EXPORT.replace('mp4', 'gif'), FRAMES)).toBe(403);

    // Nobody exports any more.
    await zone.api.advanceClock(30 * DAY_SECONDS + 3600);
    const status = await waf('status', '--live', 'example.com', '--fail-on', 'unused');
    expect(status.output).toMatch(/^dashboard\/export-mp4 +creator-tools, OPS-1423 +30 days .* unused$/m);
    expect(status.output).toContain('dashboard/export-mp4: unused for 30 days: remove?');
    expect(status.code).toBe(1);

    // The exception is removed from the code, by the name that the status shows.
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const edited = await waf('remove', 'export-mp4', '--app', proposed);
    expect(edited.output).toMatch(/^stacks\/export\.ts: removed export-mp4, lines \d+ to \d+$/m);
    expect(edited.code).toBe(0);
    jest.resetModules();
    const left = jest.requireActual<{ proposedExceptions: (waf: ZoneWaf) => void }>(proposed);
    const removal = stackWith(left.proposedExceptions);
    expect((await removal.deploy()).code).toBe(0);
    expect(await statusOf(EXPORT, FRAMES)).toBe(403);
    expect(await rulesOfOthers()).toEqual(before);
    const gone = await waf('verify', 'dashboard-waf');
    expect(gone.output).not.toContain('failed');
    expect(gone.code).toBe(0);
  });
});

interface Ended {
  readonly code: number;
  readonly output: string;
}

function runWaf(environment: NodeJS.ProcessEnv, cwd: string, words: readonly string[]): Promise<Ended> {
  return new Promise((done) => {
    execFile(process.execPath, [WAF, ...words], { cwd, env: environment }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      done({ code, output: stdout + stderr });
    });
  });
}

/** An answer of the edge, as `curl -i` prints it. */
interface EdgeAnswer {
  readonly status: number;
  readonly ray: string;
  readonly text: string;
}

/** `fetch` refuses the header `host`. */
function sendToEdge(environment: NodeJS.ProcessEnv, path: string, body: string): Promise<EdgeAnswer> {
  const { hostname, port } = new URL(environment['WAF_SANDBOX_EDGE'] ?? '');
  const headers = {
    host: HOST,
    'content-type': 'application/json',
    'user-agent': 'Mozilla/5.0',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((done, reject) => {
    const sent = httpRequest({ hostname, port, method: 'POST', path, headers, agent: false }, (response) => {
      const { statusCode: status = 0, statusMessage = '', headers: given } = response;
      let page = '';
      response.on('data', (chunk: Buffer) => (page += chunk.toString()));
      response.on('end', () => {
        const lines = Object.entries(given).map(([name, value]) => `${name}: ${String(value)}`);
        const text = [`HTTP/1.1 ${status} ${statusMessage}`, ...lines, '', page].join('\n');
        done({ status, ray: String(given['cf-ray']).replace(/-.*/, ''), text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
