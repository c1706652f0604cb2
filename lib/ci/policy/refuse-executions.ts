import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, show } from '../../errors';
import { type Execution, isAllowed, synthesisedExecutions } from '../../review';
import { allowedBy } from './policy';
import type { StackFiles } from '../terraform/stack-files';
import type { StepContext } from '../step';

/** Files of a module that Terraform or OpenTofu reads as configuration. */
const CONFIGURATION = /\.(?:tf|tofu)(?:\.json)?$/;

/**
 * Refuses a synthesised stack that makes Terraform run or talk to something besides the Cloudflare provider and
 * Cloudflare's API, unless `REVIEW_ALLOW` names it by its address or its provider.
 *
 * @throws InputError `review/executes`
 */
export function refuseExecutions({ stack, environment }: StepContext, files: StackFiles): void {
  const allowed = allowedBy(environment);
  const executions = synthesisedExecutions(moduleFiles(files.folder));
  const refused = executions.filter((one) => !isAllowed(one, allowed));
  if (refused.length > 0) throw executionRefusal(stack, refused);
}

/** The error of what the policy does not let Terraform run. */
export function executionRefusal(stack: string, refused: readonly Execution[]): InputError {
  return new InputError('review/executes', {
    message: `${stack} makes Terraform run more than the Cloudflare provider: ${refused.map(described).join(', ')}`,
    help: `remove it from the code; if this is intended, add to the repository variable REVIEW_ALLOW: ${refused.map(({ address }) => address).join(',')}`,
  });
}

function described({ address, kind, detail }: Execution): string {
  return `${show(address)} (${kind}${detail === '' || detail === address ? '' : `: ${show(detail)}`})`;
}

function moduleFiles(folder: string): ReadonlyMap<string, string> {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    throw new InputError('workflow/no-plan', {
      message: `there is no folder ${show(folder)}`,
      help: 'run `waf ci synth` first, and give the name of a stack as `cdktf list` does',
    });
  }
  return new Map(
    names
      .filter((name) => CONFIGURATION.test(name))
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
