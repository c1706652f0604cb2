export type { Alternative } from './alternatives';
export { type BlockedRequest, blockedRequests } from './blocked-request';
export type { ScoreFacts } from './passing';
export { type NotProposed, type Proposal, type Proposals, propose } from './propose';
export { proposalsTestCode } from './test-code';
export { proposalsCode } from './typescript';
export { weightOf } from './weight';
export { type Unwritable, writeProposals, type WrittenProposal } from './written';
