export type { AlikeRows } from './alike/alike-layout';
export { clientAnswer } from './client/answer';
export { collector } from './collect';
export type {
  ClientAnswer,
  Evidence,
  EvidenceVisitor,
  LoggedRequest,
  OriginEntry,
  OriginError,
  Place,
  RequestFacts,
  SecurityEvent,
  Skipped,
} from './evidence';
export { type EvidenceInput, fileInput, standardInput, textInput } from './input/evidence-input';
export { readEvidence, type ReadOptions, visitEvidence } from './read-evidence';
export { Fields } from './records/fields';
export { factsOfUrl } from './records/request-facts';
export { eventsOfRows, securityEvent } from './records/security-event';
export { normalAction, normalSource } from './spelling/names';
export { isRay, normalRay } from './spelling/ray';
