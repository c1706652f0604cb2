import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** How many resources a plan imports, adds, changes and destroys. */
export interface PlanCounts {
  readonly imported: number;
  readonly added: number;
  readonly changed: number;
  readonly destroyed: number;
}

/** Removes the plan of an earlier run, so that it cannot pass for the next one. */
export function forgetPlan(stack: string): void {
  rmSync(join(folderOf(stack), 'plan'), { force: true });
}

/**
 * Reads the plan that `cdktf plan` saved. What `cdktf` prints is for people, and may end early.
 *
 * @throws Error without a saved plan
 */
export async function readPlanCounts(stack: string): Promise<PlanCounts> {
  const terraform = process.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  const words = [`-chdir=${folderOf(stack)}`, 'show', '-json', 'plan'];
  const { stdout } = await promisify(execFile)(terraform, words, { maxBuffer: 64 * 1024 * 1024 });
  return countChanges(JSON.parse(stdout));
}

/** Counts as Terraform's own summary does: a replacement is added and destroyed. */
export function countChanges(plan: unknown): PlanCounts {
  const { resource_changes: resources = [] } = plan as {
    readonly resource_changes?: readonly {
      readonly mode: string;
      readonly change: { readonly actions: readonly string[]; readonly importing?: object };
    }[];
  };
  const changes = resources.filter(({ mode }) => mode === 'managed').map(({ change }) => change);
  const countOf = (action: string): number =>
    changes.filter(({ actions }) => actions.includes(action)).length;
  return {
    imported: changes.filter(({ importing }) => importing !== undefined).length,
    added: countOf('create'),
    changed: countOf('update'),
    destroyed: countOf('delete'),
  };
}

function folderOf(stack: string): string {
  return join(process.env['CDKTF_OUTPUT'] ?? 'cdktf.out', 'stacks', stack);
}
