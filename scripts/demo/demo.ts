import { join } from 'node:path';
import { type EntryPoint, readEntryPoints } from './entry-points';
import { checkForeignRules, drawEntryPoints } from './draw-entry-points';
import { AFTER, BEFORE, expectOrigin, tryRequests } from './requests';
import { runStep } from './run-step';
import { fail, heading, say, verdict } from './story';

const OURS = 'wafx__dashboard__export-mp4';
const THEIRS = 'wafx__checkout__gift-card-upload';
const WAF = ['node', '-r', 'ts-node/register', 'lib/cli/main.ts'] as const;

/** Tells the incident as a story and does it for real, in the sandbox that `npm start` runs this in. */
async function main(): Promise<void> {
  const sandbox = process.env['WAF_SANDBOX'];
  if (sandbox === undefined) throw new Error('run this with `npm start`: it needs the sandbox');

  heading('The incident');
  say(`In production, POST /admin/tiktok-creator/export-mp4 answers 403. nginx, gunicorn, Flask and ffmpeg are
healthy: the request never reaches them. Cloudflare's managed WAF rules take the large base64 images in its
body for an attack. The usual cure is a click that skips the whole WAF for "path contains ...", for ever.
Here the exception is code: narrow, reviewed, expiring - on a zone that already has rules of others.`);
  await tryRequests(BEFORE);
  await expectOrigin([]);

  heading('The zone as it is: a Cloudflare on this machine, with rules of the dashboard and of another team');
  const before = await readEntryPoints();
  drawEntryPoints(before);

  heading('cdktf plan dashboard-waf');
  const plan = await runStep(['cdktf', 'plan', 'dashboard-waf'], { keep: /Plan: .*|No changes\./ });
  expectLine(plan, '2 to import, 2 to add, 1 to change, 0 to destroy');

  heading('waf review dashboard-waf: which requests lose which protection?');
  const review = await runStep([...WAF, 'review', 'dashboard-waf'], {
    keep: /^(?:WIDER:|POST |The live ).*|inspected -> .*/,
  });
  expectLine(review, 'skips all managed rules of the zone until');

  heading('waf preflight dashboard-waf: can Terraform carry every rule of others as it is?');
  await runStep([...WAF, 'preflight', 'dashboard-waf'], { keep: /\S.*/ });

  heading('cdktf deploy dashboard-waf');
  const deploy = await runStep(['cdktf', 'deploy', 'dashboard-waf', '--auto-approve'], {
    keep: /Apply complete!.*/,
  });
  expectLine(deploy, '2 imported, 2 added, 1 changed, 0 destroyed');

  heading('The zone after it');
  const after = await readEntryPoints();
  drawEntryPoints(after, [OURS]);
  checkForeignRules(before, after, [OURS]);

  heading('The export again, its neighbours, and a real attack');
  await tryRequests(AFTER);
  await expectOrigin(['POST dashboard.example.com/admin/tiktok-creator/export-mp4']);

  heading('cdktf plan dashboard-waf, again');
  expectLine(await runStep(['cdktf', 'plan', 'dashboard-waf'], { keep: /No changes\..*/ }), 'No changes.');

  heading('Another team deploys its own exception, from its own code and its own state');
  const theirFolder = {
    cwd: join(__dirname, 'other-team'),
    env: { CDKTF_OUTPUT: join(sandbox, 'other-team.out') },
  };
  expectLine(
    await runStep(['cdktf', 'deploy', 'checkout-waf', '--auto-approve'], {
      keep: /Apply complete!.*/,
      ...theirFolder,
    }),
    'Apply complete!',
  );
  const shared = await readEntryPoints();
  drawEntryPoints(shared, [OURS, THEIRS]);
  checkForeignRules(before, shared, [OURS, THEIRS]);
  expectRef(shared, OURS);
  expectRef(shared, THEIRS);

  heading('And neither disturbs the other: our plan once more');
  expectLine(await runStep(['cdktf', 'plan', 'dashboard-waf'], { keep: /No changes\..*/ }), 'No changes.');

  verdict('Done: one exception of ours, one of another team, and every rule of others as it was.');
  say('Next: edit stacks/config.ts, and read docs/getting-started.md for a real zone.');
}

function expectLine(output: string, text: string): void {
  if (!output.includes(text)) fail(`expected "${text}" in the output above`);
}

function expectRef(entryPoints: readonly EntryPoint[], ref: string): void {
  const isThere = entryPoints.some(({ rules }) => rules.some((rule) => rule.ref === ref));
  if (!isThere) fail(`expected the rule ${ref} on the zone`);
}

main().catch((error: unknown) => {
  fail(error instanceof Error ? error.message : String(error));
});
