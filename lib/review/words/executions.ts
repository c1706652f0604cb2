import type { Execution } from '../executions/execution';
import { counted, own, type Text, text } from '../text';

/** What is above all the rest of a review. */
export function executionsAlert(executions: readonly Execution[]): Text {
  return own(
    `TERRAFORM RUNS MORE THAN THE CLOUDFLARE PROVIDER, with the API token in its environment: ${counted(executions.length, 'thing')}, listed below. The digest covers what the configuration says of it, not what it does.`,
  );
}

/** One line of the list: the name by which a policy allows it, and what happens. */
export function executionWords({ address, kind, detail }: Execution): Text {
  const verb = {
    provisioner: ' runs a provisioner: ',
    action: ' is an action that a provider carries out',
    provider: ' is handled by the program of the provider ',
    endpoint: ' sends the API token to ',
    module: ' is code that Terraform downloads from ',
    file: ' is a file that nothing checks before Terraform runs it',
  }[kind];
  const named = kind === 'action' || kind === 'file' ? [] : text`${detail}`;
  return [...text`${address}`, ...own(verb), ...named];
}
