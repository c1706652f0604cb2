import type {
  BlockedRequest,
  NotProposed,
  Proposal,
  Proposals,
  Unwritable,
  WrittenProposal,
} from '../../proposal';

/** Proposals, and what became of each. */
export interface AllProposals extends Proposals {
  readonly written: readonly WrittenProposal[];
  readonly unwritable: readonly Unwritable[];
}

/** Proposals for programs, in the shape that `docs/cli/propose.md` describes. */
export function proposalsJson({ written, unwritable, notProposed }: AllProposals): object {
  return {
    proposals: written.map(({ id, proposal, reason, draft }) => ({
      id,
      ...requestOf(proposal),
      rules: proposal.rules.map(({ rulesetId, ruleId, title }) => ({
        ruleset: rulesetId,
        id: ruleId,
        title: title ?? null,
      })),
      reason,
      expires: draft.expires ?? null,
      requests: proposal.wanted.map(blockedJson),
      callers: proposal.callers?.addresses ?? null,
      alternatives: proposal.alternatives.map(({ kind, letsThrough, mayLetThrough, keepsBlocked }) => ({
        kind,
        letsThrough: letsThrough.map(blockedJson),
        mayLetThrough: mayLetThrough.map(blockedJson),
        keepsBlocked: keepsBlocked.map(blockedJson),
      })),
    })),
    notProposed: [
      ...notProposed.map(notProposedJson),
      ...unwritable.map(({ proposal, reason }) => ({
        reason: 'no exception says it',
        details: [reason],
        requests: proposal.wanted.map(blockedJson),
      })),
    ],
  };
}

function requestOf({ host, method, paths }: Proposal): object {
  return { host, method, paths };
}

function notProposedJson({ reason, details, requests }: NotProposed): object {
  return { reason, details, requests: requests.map(blockedJson) };
}

function blockedJson({ ray, request, weight }: BlockedRequest): object {
  const { method, host, path, clientIp } = request;
  return {
    ray: ray ?? null,
    method: method ?? null,
    host: host ?? null,
    path: path ?? null,
    clientIp: clientIp ?? null,
    standsFor: weight,
  };
}
