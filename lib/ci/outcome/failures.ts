import { docsPage, InputError } from '../../errors';

/** A reason that Terraform, Cloudflare or a check of ours gives, and what to do about it. */
interface KnownReason {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly help: string | ((errors: string) => string);
  /** Our write may have replaced someone else's. */
  readonly isLostUpdate?: true;
}

/** What an error says, as far as it is known. */
export interface Failure {
  readonly reason: string;
  readonly help: string;
  /** Our write may have replaced someone else's: the versions say more. */
  readonly isLostUpdate: boolean;
}

/** What the errors in a log mean; the first that matches counts. */
const KNOWN: readonly KnownReason[] = [
  {
    // A plan stops at the id that is missing, an apply at the answer that has none.
    pattern:
      /missing required (?:ruleset|list)_id parameter|unexpected new value: \.id: was .{1,200}?, but now null/,
    reason: "Cloudflare's answer to a write could not be read, so the state has no id for what was written",
    help: forgetUnread,
  },
  {
    // Not as Terraform quotes the configuration, with the version as an expression. OpenTofu may not compare the versions.
    pattern:
      /LOST UPDATE\?(?!.{1,300}at version \$)|inconsistent result after apply.{1,80}cloudflare_ruleset\.\S{1,200}, provider .{1,300}?\.rules\[\d+\]\.id: was/,
    reason: 'LOST UPDATE? Someone else wrote the entry point during the apply',
    help: `compare the versions, restore what is missing, and plan every stack of the zone again: ${docsPage('coexistence.md')}, "When a deploy says LOST UPDATE"`,
    isLostUpdate: true,
  },
  {
    pattern: /"code": ?20217/,
    reason: 'the phase has an entry point that the list of rulesets did not show during the plan',
    help: 'run the workflow again; if the error persists, name the id of the entry point in `entryPointIds` of the ZoneWaf',
  },
  {
    pattern: /with data\.cloudflare_ruleset\.\S{1,200} ?\["entryPointIds.{1,900}404 Not Found/,
    reason: 'no entry point has the id that `entryPointIds` of a ZoneWaf names',
    help: 'the entry point was deleted: remove its id from `entryPointIds`',
  },
  {
    pattern: /Saved plan is stale/,
    reason: 'the plan is stale: the state has changed since',
    help: 'run the workflow again to make a new plan',
  },
  {
    pattern: /Someone (?:else )?changed .{1,200} (?:after this plan was made|while this plan was made)/,
    reason: 'someone changed the entry point during or after the plan',
    help: 'run the workflow again to make a new plan',
  },
  {
    pattern: /has another list of the name \$/,
    reason: 'the account has a list with this name that Terraform does not know',
    help: `the log shows its contents and says what to write: ${docsPage('ip-lists.md')}, "A list that exists already"`,
  },
  {
    pattern: /list_name_in_use/,
    reason:
      'the account has a list with this name that the plan did not show: an answer was lost, or the list was created since',
    help: `run the workflow again: the next plan adopts the list, or shows its contents; if the error persists, the list is tainted in the state (${docsPage('ip-lists.md')})`,
  },
  {
    pattern: /Error acquiring the state lock/,
    reason: 'another run holds the state lock',
    help: 'wait for it; if no run is active, release the lock with `terraform force-unlock` and the id in the log',
  },
  {
    pattern: /\[expires\/past\]/,
    reason: 'an exception has ended',
    help: 'remove it from the code, or give it a later end, in a pull request',
  },
  {
    pattern: /request is not authorized|Authentication error/,
    reason: 'Cloudflare refuses the token',
    help: `check its permissions, zones and expiry date: ${docsPage('workflows.md')}`,
  },
  {
    pattern: /Provider dependency changes detected|dependency lock file|doesn't match any of the checksums/,
    reason: 'the provider is not the one in the lock file',
    help: `update the file in locks/ in a pull request: ${docsPage('workflows.md')}`,
  },
];

/** What a log says about its failure, in a sentence; `undefined` if nothing in it is known. */
export function knownReason(output: string): Failure | undefined {
  const errors = errorPart(output);
  const known = KNOWN.find(({ pattern }) => pattern.test(errors));
  if (known === undefined) return undefined;
  const { reason, help, isLostUpdate = false } = known;
  return { reason, help: typeof help === 'string' ? help : help(errors), isLostUpdate };
}

/** The error of a plan that failed. */
export function planFailure(stack: string, output: string): InputError {
  const known = knownReason(output);
  return new InputError('workflow/plan-failed', {
    message: `the plan of ${stack} failed${known === undefined ? '' : `: ${known.reason}`}`,
    help: known?.help ?? 'read the errors in the log above',
  });
}

/** How the state forgets a resource of which it has no id: every plan would fail. */
function forgetUnread(errors: string): string {
  const addresses = [
    ...errors.matchAll(/(?<![\w.])cloudflare_(?:ruleset|list)\.[\w-]+(?:\["[\w-]+"\])?/g),
  ].map(([found]) => found);
  const commands = [...new Set(addresses)].map((address) => `terraform state rm '${address}'`);
  return `in the folder of the stack in cdktf.out/stacks, run ${commands.join(' and ')}, then run the workflow again: the next plan adopts what is live. Compare the versions first: ${docsPage('coexistence.md')}, "When an answer to a write could not be read"`;
}

/** The error of a synth that failed. */
export function synthFailure(output: string): InputError {
  const known = knownReason(output);
  return new InputError('workflow/synth-failed', {
    message: `the code of the stacks could not be synthesised${known === undefined ? '' : `: ${known.reason}`}`,
    help: known?.help ?? 'read the errors in the log above',
  });
}

/** From the first error on, in one line: what comes before it are texts of the zone, and Terraform folds and frames. */
function errorPart(output: string): string {
  const start = output.search(/\berror:|\bError:|\[ERROR\]/);
  return start === -1 ? '' : output.slice(start).replaceAll(/[│╷╵]/g, ' ').replaceAll(/\s+/g, ' ');
}
