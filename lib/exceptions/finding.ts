import { didYouMean, InputError, refuseToken, requireString, show } from '../errors';

/**
 * What an exception may be warned about or refused for, by id.
 *
 * `error`: it opens a hole, and is refused unless accepted with a reason. `warning`: probably a mistake.
 */
export const FINDINGS = {
  'path-contains': 'error',
  'path-section': 'warning',
  'reserved-address': 'warning',
  'no-skip-events': 'warning',
  'missing-owner': 'warning',
  'missing-expiry': 'warning',
  'expires-soon': 'warning',
  'unused-accept': 'warning',
} as const;

/** The id of a {@link Finding}. */
export type FindingId = keyof typeof FINDINGS;

/** Something about an exception that its reviewer should know. */
export interface Finding {
  readonly id: FindingId;
  readonly message: string;
  readonly help: string;
}

/** One finding that the author of an exception stands by. */
export interface AcceptedFinding {
  /** The id in brackets at the end of the message. */
  readonly finding: FindingId;
  /** Why this is right here; at least 10 characters. The reviewer reads it. */
  readonly because: string;
}

/** Fewest characters of a reason that says something. */
export const MIN_REASON_LENGTH = 10;

/**
 * Takes the accepted findings away, refuses what remains of severity `error`, and reports accepts that no longer
 * meet anything: they would hide the next mistake.
 */
export function judge(findings: readonly Finding[], accept: readonly AcceptedFinding[]): readonly Finding[] {
  requireAcceptList(accept);
  for (const { finding, because } of accept) {
    requireString('finding', finding);
    requireString('because', because);
    if (!Object.hasOwn(FINDINGS, finding)) {
      throw new InputError('accept/unknown', {
        message: `\`accept\` names no known finding, got: ${show(finding)}`,
        help: didYouMean(finding, Object.keys(FINDINGS)),
      });
    }
    if (because.trim().length < MIN_REASON_LENGTH) {
      throw new InputError('accept/because', {
        message: `\`because\` of the accepted finding \`${finding}\` must have at least ${MIN_REASON_LENGTH} characters, got: ${show(because)}`,
        help: 'say why this is right for this exception',
      });
    }
  }
  const accepted = new Set(accept.map(({ finding }) => finding));
  const remaining = findings.filter(({ id }) => !accepted.has(id));
  const refused = remaining.find(({ id }) => FINDINGS[id] === 'error');
  if (refused !== undefined) {
    throw new InputError(refused.id, { message: refused.message, help: refused.help });
  }
  const met = new Set(findings.map(({ id }) => id));
  const unused = [...accepted].filter((id) => !met.has(id));
  return [
    ...remaining,
    ...unused.map((id): Finding => ({
      id: 'unused-accept',
      message: `\`accept\` names \`${id}\`, which this exception does not have`,
      help: 'remove it, so that it cannot hide a later mistake',
    })),
  ];
}

function requireAcceptList(accept: unknown): void {
  refuseToken('accept', accept);
  if (Array.isArray(accept) && accept.every((item) => typeof item === 'object' && item !== null)) return;
  throw new InputError('accept/list', {
    message: `\`accept\` must be a list of findings with reasons, got: ${show(accept)}`,
    help: "write accept: [{ finding: 'path-section', because: '...' }]",
  });
}
