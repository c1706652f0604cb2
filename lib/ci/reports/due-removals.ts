import { docsPage, InputError, show } from '../../errors';
import { runStatusJson } from '../terraform/make-plan';
import type { StepContext } from '../step';

/** Why an exception can go. */
export const REASONS = {
  ended: 'its end has passed, so it applies to no request',
  unused: 'no request has matched it for 30 days or more',
  'nothing-to-skip': 'everything that it skips is gone, disabled, or only logs',
} as const;

type Reason = keyof typeof REASONS;

/** An exception of the stack that can go. */
export interface DueRemoval {
  readonly id: string;
  readonly reason: Reason;
  /** Of one that has ended, the day (UTC). */
  readonly ended?: string;
}

/** What the JSON of `waf status` has of a rule, as far as it is read here. */
interface StatusRule {
  readonly kind?: unknown;
  readonly label?: unknown;
  readonly ref?: unknown;
  readonly end?: unknown;
  readonly due?: readonly { readonly kind?: unknown; readonly advice?: unknown }[];
}

/** The exceptions of the stack that `waf status` advises to remove, each once; none if it could not look. */
export async function dueRemovals(
  context: StepContext,
  ownPrefixes: readonly string[],
): Promise<readonly DueRemoval[]> {
  return removalsIn(await runStatusJson(context), ownPrefixes);
}

/** The same in the JSON of `waf status`. */
export function removalsIn(status: unknown, ownPrefixes: readonly string[]): readonly DueRemoval[] {
  const report = status as
    { readonly zones?: readonly { readonly rules?: readonly StatusRule[] }[] } | undefined;
  const rules = (report?.zones ?? []).flatMap((zone) => zone.rules ?? []);
  const ours = rules.filter(
    ({ kind, ref }) =>
      kind === 'exception' && typeof ref === 'string' && ownPrefixes.some((prefix) => ref.startsWith(prefix)),
  );
  const byId = new Map<string, (Reason | undefined)[]>();
  const ends = new Map<string, string>();
  for (const { label, end, due = [] } of ours) {
    if (typeof end === 'string' && DAY.test(end.slice(0, 10))) ends.set(String(label), end.slice(0, 10));
    const id = String(label);
    byId.set(id, [...(byId.get(id) ?? []), reasonOf(due)]);
  }
  // One line of code may make the exception for several zones: it can go if none of them needs it.
  return [...byId].flatMap(([id, reasons]) => {
    const [reason] = reasons;
    if (reason === undefined || reasons.includes(undefined)) return [];
    const ended = reason === 'ended' ? ends.get(id) : undefined;
    return [{ id, reason, ...(ended !== undefined && { ended }) }];
  });
}

const DAY = /^\d{4}-\d\d-\d\d$/;

function reasonOf(due: NonNullable<StatusRule['due']>): Reason | undefined {
  const kinds = due
    .filter(({ advice }) => typeof advice === 'string' && advice.startsWith('remove'))
    .map(({ kind }) => kind);
  return (Object.keys(REASONS) as Reason[]).find((reason) => kinds.includes(reason));
}

/**
 * What an earlier job has found, from the variable `REMOVALS`.
 *
 * @throws InputError `workflow/removals`
 */
export function readRemovals(text: string | undefined): readonly DueRemoval[] {
  try {
    const list: unknown = JSON.parse(text ?? '');
    if (Array.isArray(list) && list.every(isRemoval)) return list;
  } catch {
    // Falls through: no JSON and another JSON are the same to us.
  }
  throw new InputError('workflow/removals', {
    message:
      text === undefined || text === ''
        ? 'REMOVALS is not set'
        : `REMOVALS must be the output \`removals\` of the drift step, got: ${show(text)}`,
    help: `set it to what \`waf ci drift\` writes to GITHUB_OUTPUT with WAF_REMOVALS=on: ${docsPage('cli/ci.md')}`,
  });
}

function isRemoval(value: unknown): value is DueRemoval {
  const { id, reason, ended } = (value ?? {}) as Readonly<Record<keyof DueRemoval, unknown>>;
  return (
    typeof id === 'string' &&
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) &&
    typeof reason === 'string' &&
    Object.hasOwn(REASONS, reason) &&
    (ended === undefined || (typeof ended === 'string' && DAY.test(ended)))
  );
}
