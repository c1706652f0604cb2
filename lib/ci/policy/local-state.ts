import { docsPage, InputError } from '../../errors';
import type { StepContext } from '../step';

/**
 * Refuses to deploy from a state that is gone with the runner. The sandbox gives every stack one that stays.
 *
 * @throws InputError `deploy/local-state`
 */
export function refuseLocalState({ stack, environment }: StepContext, configuration: unknown): void {
  if (environment['WAF_SANDBOX'] !== undefined) return;
  const { terraform } = configuration as {
    readonly terraform?: { readonly backend?: Readonly<Record<string, unknown>> };
  };
  // Without a backend Terraform keeps a file as well.
  const { backend = { local: {} } } = terraform ?? {};
  if (backend['local'] === undefined) return;
  throw new InputError('deploy/local-state', {
    message: `the state of ${stack} is a local file, which is lost when this job ends`,
    help: `give the stack a remote backend, such as S3 or R2: ${docsPage('getting-started.md')}`,
  });
}
