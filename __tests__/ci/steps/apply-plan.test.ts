import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputError } from '../../../lib/errors';
import type { Review } from '../../../lib/review';
import { applyPlan } from '../../../lib/ci/steps/apply-plan';
import { applySavedPlan, makePlan, reviewSavedPlan, showPlan } from '../../../lib/ci/terraform/make-plan';
import { sealOf, stackFiles } from '../../../lib/ci/terraform/stack-files';

// What Terraform and the zone answer is given here; the integration tests ask the real ones.
jest.mock('../../../lib/ci/terraform/make-plan');

const REVIVED = `Error: Provider produced inconsistent result after apply

When applying changes to cloudflare_ruleset.waf_example_com_custom["entry_point"], provider
"provider[\\"registry.terraform.io/cloudflare/cloudflare\\"].waf_example_com" produced an unexpected new value:
.rules[1].id: was cty.StringVal("a"), but now cty.StringVal("b").`;

const folder = mkdtempSync(join(tmpdir(), 'waf-workflow-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A plan as `terraform show -json` prints it, of an entry point in this version. */
const plannedAt = (version: number) => ({
  resource_changes: [
    {
      address: 'cloudflare_ruleset.waf_example_com_custom["entry_point"]',
      mode: 'managed',
      type: 'cloudflare_ruleset',
      change: { actions: ['update'], before: { version: String(version) }, after: {} },
    },
  ],
});

const EMPTY: Review = {
  digest: 'left',
  isEmpty: true,
  verdict: { kind: 'same', witness: undefined, undecided: undefined },
  zones: [],
  lists: [],
  others: [],
  executions: [],
  expiring: [],
};

/** What the step says of an apply that fails after Terraform printed this, with the entry point then in this version. */
function refusalAfter(output: string, now: number): Promise<InputError> {
  const files = stackFiles('x', { CDKTF_OUTPUT: folder });
  mkdirSync(files.folder, { recursive: true });
  writeFileSync(files.plan, 'a plan');
  writeFileSync(files.configuration, '{}');
  jest.mocked(reviewSavedPlan).mockResolvedValue({ ...EMPTY, digest: 'planned', isEmpty: false });
  jest.mocked(applySavedPlan).mockResolvedValue({ code: 1, output });
  jest.mocked(showPlan).mockReset().mockResolvedValueOnce(plannedAt(4)).mockResolvedValueOnce(plannedAt(now));
  jest.mocked(makePlan).mockResolvedValue({ review: EMPTY } as Awaited<ReturnType<typeof makePlan>>);
  const environment = { CDKTF_OUTPUT: folder, PLAN_SEAL: sealOf(files) };
  return applyPlan({ stack: 'x', environment, waf: ['waf'], write: () => undefined }).then(
    () => {
      throw new Error('the step succeeds');
    },
    (error: unknown) => error as InputError,
  );
}

test('a revived rule is a lost update, with the versions to compare', async () => {
  const { code, summary, help } = await refusalAfter(REVIVED, 6);
  expect(code).toBe('deploy/failed');
  expect(summary).toBe(
    'the apply failed: LOST UPDATE? Someone else wrote the entry point during the apply: ' +
      'cloudflare_ruleset.waf_example_com_custom["entry_point"] was at version 4 in the plan and is now at 6; ' +
      'but a plan afterwards is empty: the zone matches the code; it does not show whether rules of others were lost; ' +
      'what someone else wrote in between may be gone, or back',
  );
  expect(help).toMatch(/^compare the versions, restore what is missing/);
});

test('names no versions where ours is the only write', async () => {
  const { summary } = await refusalAfter(REVIVED, 5);
  expect(summary).not.toContain('in the plan and is now at');
  expect(summary).toContain('LOST UPDATE?');
});

test('another failure is no lost update, whatever the versions are', async () => {
  const { summary } = await refusalAfter('Error: 500 Internal Server Error', 6);
  expect(summary).not.toContain('LOST UPDATE');
  expect(summary).not.toContain('may be gone, or back');
});
