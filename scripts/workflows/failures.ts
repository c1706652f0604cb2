import { InputError } from '../../lib/errors';

/** A reason that Terraform, Cloudflare or a check of ours gives, and what to do about it. */
interface KnownReason {
  readonly pattern: RegExp;
  readonly reason: string;
  readonly help: string;
}

/** What can be told from the errors in a log; the first that matches counts. */
const KNOWN: readonly KnownReason[] = [
  {
    pattern: /LOST UPDATE\?/,
    reason: 'somebody else wrote the entry point in the moment of the apply',
    help: 'compare the versions that the log names: docs/coexistence.md, "When a deploy says LOST UPDATE"',
  },
  {
    pattern: /Saved plan is stale/,
    reason: 'the plan is stale: the state moved on after it was made',
    help: 'run the workflow again, so that it plans anew',
  },
  {
    pattern: /Somebody (?:else )?changed .{1,200} (?:after this plan was made|while this plan was made)/,
    reason: 'somebody changed the entry point after the plan was made, or while it was',
    help: 'run the workflow again, so that it plans anew',
  },
  {
    pattern: /Error acquiring the state lock/,
    reason: 'another run holds the lock of the state',
    help: 'wait for it; if none runs, `terraform force-unlock` with the id in the log releases it',
  },
  {
    pattern: /\[expires\/past\]/,
    reason: 'an exception has ended',
    help: 'remove it from the code, or give it a later day, in a pull request',
  },
  {
    pattern: /request is not authorized|Authentication error/,
    reason: 'Cloudflare refuses the token',
    help: 'check its permissions, zones and end date: docs/workflows.md',
  },
  {
    pattern: /Provider dependency changes detected|dependency lock file|doesn't match any of the checksums/,
    reason: 'the provider is not the one in the lock file',
    help: 'bring the file in locks/ up to date in a pull request: docs/workflows.md',
  },
];

/** What a log says about its failure, in a sentence; `undefined` if nothing in it is known. */
export function knownReason(output: string): { readonly reason: string; readonly help: string } | undefined {
  const errors = errorPart(output);
  return KNOWN.find(({ pattern }) => pattern.test(errors));
}

/** The error of a plan that failed. */
export function planFailure(stack: string, output: string): InputError {
  const known = knownReason(output);
  return new InputError('workflow/plan-failed', {
    message: `the plan of ${stack} failed${known === undefined ? '' : `: ${known.reason}`}`,
    help: known?.help ?? 'read the errors in the log above',
  });
}

/** From the first error on, in one line: what stands before it are texts of the zone, and Terraform folds and frames. */
function errorPart(output: string): string {
  const start = output.search(/\berror:|\bError:|\[ERROR\]/);
  return start === -1 ? '' : output.slice(start).replaceAll(/[│╷╵]/g, ' ').replaceAll(/\s+/g, ' ');
}
