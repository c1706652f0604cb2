import { didYouMean, InputError, refuseToken, requireString, show } from '../errors';
import { FINDINGS, PROP_FINDINGS, type PropFindingId } from './finding-ids';

/** Something about an exception that its reviewer should know. */
export interface Finding {
  readonly id: PropFindingId;
  readonly message: string;
  readonly help: string;
}

/** One finding that the author of an exception stands by. */
export interface AcceptedFinding {
  /** The id in brackets at the end of the message. */
  readonly finding: PropFindingId;
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
  requireAccepts(accept);
  const accepted = new Set(accept.map(({ finding }) => finding));
  const remaining = findings.filter(({ id }) => !accepted.has(id));
  const refused = remaining.find(({ id }) => FINDINGS[id] === 'error');
  if (refused !== undefined) {
    throw new InputError(refused.id, { message: refused.message, help: refused.help });
  }
  return [...remaining, ...unusedAccepts([...accepted], findings)];
}

/** A warning for each accept that meets no finding. */
function unusedAccepts(accepted: readonly PropFindingId[], findings: readonly Finding[]): readonly Finding[] {
  const met = new Set(findings.map(({ id }) => id));
  return accepted
    .filter((id) => !met.has(id))
    .map((id) => ({
      id: 'unused-accept',
      message: `\`accept\` names \`${id}\`, which this exception does not have`,
      help: 'remove it, so that it cannot hide a later mistake',
    }));
}

function requireAccepts(accept: readonly AcceptedFinding[]): void {
  requireAcceptList(accept);
  for (const { finding, because } of accept) {
    requireString('finding', finding);
    requireString('because', because);
    if (!(PROP_FINDINGS as readonly string[]).includes(finding)) {
      throw new InputError('accept/unknown', {
        message: `\`accept\` names no known finding, got: ${show(finding)}`,
        help: didYouMean(finding, PROP_FINDINGS),
      });
    }
    if (because.trim().length < MIN_REASON_LENGTH) {
      throw new InputError('accept/because', {
        message: `\`because\` of the accepted finding \`${finding}\` must have at least ${MIN_REASON_LENGTH} characters, got: ${show(because)}`,
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
    help: "write accept: [{ finding: 'path-section', because: '...' }]",
  });
}
