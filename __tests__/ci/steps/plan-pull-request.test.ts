import { planPullRequest } from '../../../lib/ci/steps/plan-pull-request';

test.each([
  [{ REVIEW_FAIL_ON: 'widr' }, 'REVIEW_FAIL_ON names no condition, got: `widr`'],
  [{ REVIEW_ALLOW: 'executes' }, 'REVIEW_ALLOW'],
])(
  'a policy with a mistake, %j, stops before a plan, also where the sandbox is planned',
  async (policy, text) => {
    const lines: string[] = [];
    const context = {
      stack: 'dashboard-waf',
      environment: { ...policy, CLOUDFLARE_API_TOKEN: '' },
      waf: ['waf'] as const,
      write: (line: string) => {
        lines.push(line);
      },
    };
    await expect(planPullRequest(context)).rejects.toMatchObject({
      code: 'review/condition',
      summary: expect.stringContaining(text) as string,
    });
    expect(lines).toEqual([]);
  },
);
