export type { Alternative, Callers } from './alternatives';
export { type BlockedRequest, blockedRequests, type MatchedRule } from './blocked-request';
export type { ScoreFacts } from './passing';
export {
  type NotProposed,
  type Proposal,
  type Proposals,
  propose,
  type ProposeOptions,
  weightOf,
} from './propose';
export { proposalsTestCode } from './test-code';
export { type Authors, proposalsCode } from './typescript';
export { type Unwritable, writeProposals, type WrittenProposal } from './written';
