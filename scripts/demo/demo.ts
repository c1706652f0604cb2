import { isDeepStrictEqual } from 'node:util';
import { join, resolve } from 'node:path';
import { requireCdktfStarts } from '../../lib/ci/terraform/cdktf-cli';
import { drawEntryPoints } from './draw-entry-points';
import { type EntryPoint, readEntryPoints } from './entry-points';
import { compareForeignRules } from './foreign-rules';
import { LAST_DAY, lastDay } from './last-day';
import { AFTER, BEFORE, expectOrigin, tryRequests } from './requests';
import { runStep } from './run-step';
import { forgetPlan, type PlanCounts, readPlanCounts } from './saved-plan';
import { fail, heading, quote, say, verdict } from './story';

const STACK = 'dashboard-waf';
const OURS = 'wafx__dashboard__export-mp4';
const THEIRS = 'wafx__checkout__gift-card-upload';
const WAF = ['node', '-r', 'ts-node/register', resolve('lib/cli/main.ts')] as const;

/** The code of each team is a project of its own: neither is that of this repository, which is yours to edit. */
const OUR_PROJECT = { cwd: join(__dirname, 'dashboard-team') };

/** Shows the incident and its fix, for real, in the sandbox that `npm start` runs this in. */
async function main(): Promise<void> {
  const sandbox = process.env['WAF_SANDBOX'];
  if (sandbox === undefined) throw new Error('run this with `npm start`: it needs the sandbox');
  requireCdktfStarts(process.cwd());
  process.env[LAST_DAY] = lastDay();

  heading('The incident');
  say(`POST /admin/tiktok-creator/export-mp4 gets a 403, but the application is fine: the request never reaches it.
Cloudflare's managed WAF rules mistake the large base64 images in its body for an attack.
The usual fix is a rule in the dashboard that skips the whole WAF for "path contains ...", forever.
Here, the exception is code: narrow, reviewed, and with an end date.`);
  await tryRequests(BEFORE);
  await expectOrigin([]);

  heading('The zone before, in a simulated Cloudflare on this machine');
  const before = await readEntryPoints();
  drawEntryPoints(before);

  heading(`cdktf plan ${STACK}`);
  await plan('changes');

  heading(`waf review ${STACK}: which requests lose which protection?`);
  await runStep([...WAF, 'review', STACK], {
    keep: /^(?:WAF review:|POST |The live |Moved ).*/,
    ...OUR_PROJECT,
  });

  heading(`waf preflight ${STACK}: does Terraform keep every rule of others as it is?`);
  await runStep([...WAF, 'preflight', STACK], { keep: /\S.*/, ...OUR_PROJECT });

  heading(`cdktf deploy ${STACK}`);
  await deploy(STACK, OUR_PROJECT);

  heading('The zone after');
  const after = await readEntryPoints();
  drawEntryPoints(after, [OURS]);
  check(before, after, [OURS]);

  heading('The export again, similar requests, and a real attack');
  await tryRequests(AFTER);
  await expectOrigin(['POST dashboard.example.com/admin/tiktok-creator/export-mp4']);

  heading(`cdktf plan ${STACK}, again`);
  await plan('no changes');

  heading('Another team deploys an exception, with its own code and its own state');
  await deploy('checkout-waf', {
    cwd: join(__dirname, 'other-team'),
    env: { CDKTF_OUTPUT: join(sandbox, 'other-team.out') },
  });
  const shared = await readEntryPoints();
  drawEntryPoints(shared, [OURS, THEIRS]);
  check(before, shared, [OURS, THEIRS]);

  heading('Do the teams affect each other? Our plan once more');
  await plan('no changes');

  verdict('done: the zone has both exceptions, and every earlier rule is still there');
  say(
    `Next: edit stacks/config.ts and run \`npm run sandbox:plan\`; docs/getting-started.md shows how to set up a real zone.`,
  );
}

const NO_CHANGES: PlanCounts = { imported: 0, added: 0, changed: 0, destroyed: 0 };

/** Plans our stack; ends the story if the plan destroys something, or does not change something just when it should. */
async function plan(expected: 'changes' | 'no changes'): Promise<void> {
  forgetPlan(STACK);
  await runStep(['cdktf', 'plan', STACK], OUR_PROJECT);
  const found = await readPlanCounts(STACK);
  const isEmpty = isDeepStrictEqual(found, NO_CHANGES);
  quote(
    isEmpty
      ? 'No changes: the zone matches the code.'
      : `Plan: ${found.imported} to import, ${found.added} to add, ${found.changed} to change, ${found.destroyed} to destroy.`,
  );
  if (found.destroyed > 0) fail('expected a plan that destroys nothing');
  if (isEmpty !== (expected === 'no changes')) fail(`expected a plan with ${expected}`);
}

/** Deploys; what it did is read from the zone. */
async function deploy(stack: string, project: { cwd: string; env?: NodeJS.ProcessEnv }): Promise<void> {
  await runStep(['cdktf', 'deploy', stack, '--auto-approve'], { keep: /Apply complete!.*/, ...project });
}

/** The zone has the exceptions, and the rules of others are as they were; or the story ends. */
function check(before: readonly EntryPoint[], after: readonly EntryPoint[], refs: readonly string[]): void {
  for (const ref of refs) {
    if (!after.some(({ rules }) => rules.some((rule) => rule.ref === ref))) {
      fail(`the zone has no rule ${ref}`);
    }
  }
  const compared = compareForeignRules(before, after, refs);
  if ('problem' in compared) fail(compared.problem);
  verdict(compared.kept);
}

main().catch((error: unknown) => {
  fail(error instanceof Error ? error.message : String(error));
});
