import { didYouMean, InputError, refuseToken, requireKnownKeys, requireString, show } from '../errors';
import { FINDING_IDS, type FindingId, PROP_FINDINGS, type PropFindingId, type Severity } from './finding-ids';
import { refuseTodo } from './to-write';

/**
 * Something about an exception that its reviewer should know.
 *
 * @example
 * const { warnings } = defineException('dashboard', 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 * });
 * warnings.map(({ id }: ExceptionFinding) => id); // [ 'missing-owner', 'missing-expiry' ]
 */
export interface ExceptionFinding {
  /** What `accept` names. */
  readonly id: FindingId;
  /** `warning` or `info`. An error that is not accepted is thrown. */
  readonly severity: Severity;
  /** What is wrong, with the prop and the value. Starts in lower case, without a final period. */
  readonly message: string;
  /** What to do about it. */
  readonly help: string;
  /** The part of the expression that is wrong, with carets below it; only for errors. */
  readonly excerpt?: readonly string[];
}

/** What a prop shows by itself. */
export function propFinding(id: PropFindingId, message: string, help: string): ExceptionFinding {
  return { id, severity: PROP_FINDINGS[id], message, help };
}

/**
 * A finding that the author of an exception accepts.
 *
 * @example
 * const accepted: AcceptedFinding = { finding: 'path-section', reason: 'Nothing but exports is below it' };
 */
export interface AcceptedFinding {
  /** The id in brackets at the end of the message. */
  readonly finding: FindingId;
  /** Why it is right here, for the reviewer; at least 10 characters. */
  readonly reason: string;
}

const KEYS: Record<keyof AcceptedFinding, true> = { finding: true, reason: true };

/** Fewest characters of a reason that says something. */
export const MIN_REASON_LENGTH = 10;

/**
 * Takes the accepted findings away, refuses what remains of severity `error`, and reports accepts that no longer
 * meet anything: they would hide the next mistake.
 *
 * @param isLookedFor Whether the findings would hold one of this id. An accept of another one is not judged.
 */
export function judge(
  findings: readonly ExceptionFinding[],
  accept: readonly AcceptedFinding[],
  isLookedFor: (id: FindingId) => boolean,
): readonly ExceptionFinding[] {
  if (findings.length === 0 && accept.length === 0) return findings;
  const accepted = new Set(accept.map(({ finding }) => finding));
  const remaining = findings.filter(({ id }) => !accepted.has(id));
  const refused = remaining.find(({ severity }) => severity === 'error');
  if (refused !== undefined) {
    const { id, message, help, excerpt = [] } = refused;
    throw new InputError(id, { message, help, excerpt });
  }
  const met = new Set(findings.map(({ id }) => id));
  const unused = [...accepted].filter((id) => !met.has(id) && isLookedFor(id));
  return [...remaining, ...unused.map(unusedAccept)];
}

/** What is reported for an `accept` that meets no finding. */
export function unusedAccept(id: FindingId): ExceptionFinding {
  return propFinding(
    'unused-accept',
    `\`accept\` names \`${id}\`, which this exception does not have`,
    'remove it, so that it cannot hide a later mistake',
  );
}

/** @throws InputError `accept/...` for a list that is none, an unknown finding, or too short a reason */
export function requireAccepts(accept: readonly AcceptedFinding[]): void {
  requireAcceptList(accept);
  for (const item of accept) {
    requireKnownKeys<AcceptedFinding>('accept', item, KEYS);
    const { finding, reason } = item;
    requireString('accept.finding', finding);
    requireString('accept.reason', reason);
    if (!FINDING_IDS.includes(finding)) {
      throw new InputError('accept/unknown', {
        message: `\`accept\` names no known finding, got: ${show(finding)}`,
        help: didYouMean(finding, FINDING_IDS, 'use the id in brackets behind the message'),
      });
    }
    refuseTodo(
      'accept',
      reason,
      'say why this is right for this exception',
      `\`reason\` of the accepted finding \`${finding}\``,
    );
    if (reason.trim().length < MIN_REASON_LENGTH) {
      throw new InputError('accept/reason', {
        message: `\`reason\` of the accepted finding \`${finding}\` must have at least ${MIN_REASON_LENGTH} characters, got: ${show(reason)}`,
        help: 'say why this is right for this exception',
      });
    }
  }
}

function requireAcceptList(accept: unknown): void {
  refuseToken('accept', accept);
  if (Array.isArray(accept) && accept.every((item) => typeof item === 'object' && item !== null)) return;
  throw new InputError('accept/list', {
    message: `\`accept\` must be a list of findings with reasons, got: ${show(accept)}`,
    help: "write accept: [{ finding: 'path-section', reason: '...' }]",
  });
}
