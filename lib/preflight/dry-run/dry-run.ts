import { InputError, show } from '../../errors';
import type { ExceptionPhase } from '../../exceptions';
import {
  type ApiAccess,
  apiRefusal,
  type ApiRequest,
  errorsOf,
  httpRequest,
  isLiveObject,
  type LiveJson,
  type LiveObject,
} from '../../api-client';
import { carriedText } from '../carried/carried-text';

/** A list of rules that Cloudflare is asked about. */
export interface Question {
  readonly zoneId: string;
  readonly phase: ExceptionPhase;
  /** The live entry point, without which the phase is asked. */
  readonly entryPoint: LiveObject | undefined;
  /** The rules as they would be written, in their order. */
  readonly rules: readonly LiveObject[];
}

/** One error of Cloudflare's. */
export interface ApiProblem {
  /** Absent where Cloudflare gives none. */
  readonly code: number | undefined;
  readonly message: string;
  /** JSON pointer into the list that was sent, for instance `/rules/0/expression`; empty without one. */
  readonly pointer: string;
}

export type DryRunAnswer =
  | { readonly outcome: 'accepted' | 'not-allowed' }
  | { readonly outcome: 'refused'; readonly problems: readonly ApiProblem[] };

/** Asks Cloudflare about a list of rules. Nothing is kept there. */
export type AskCloudflare = (question: Question) => Promise<DryRunAnswer>;

/**
 * Asks by `dry_run=true` on the PUT that a deploy would send: everything is checked, nothing is kept.
 *
 * The function throws InputError `cloudflare/...` if the API does not answer, and `cloudflare/dry-run-ignored` if it
 * wrote the rules though it was asked not to.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rulesets-api/dry-run/
 */
export function cloudflareDryRun(access: ApiAccess): AskCloudflare {
  return async (question) => {
    const request = requestOf(question);
    const answer = await httpRequest(access, request);
    const { status, body } = answer;
    // The same token has just read the zone: it is valid.
    if (status === 401 || status === 403) return { outcome: 'not-allowed' };
    if (status === 200 && isLiveObject(body) && body['success'] === true) {
      if ((body['result'] ?? null) === null) return { outcome: 'accepted' };
      throw dryRunIgnored(access, question);
    }
    const problems = errorsOf(body).filter(isLiveObject).map(problemOf);
    if (status === 400 && problems.length > 0) return { outcome: 'refused', problems };
    throw apiRefusal(request, answer, 'Zone WAF Edit');
  };
}

/** With the body that the provider sends; where there is no entry point yet, only the form by phase can be asked. */
function requestOf({ zoneId, phase, entryPoint, rules }: Question): ApiRequest {
  const rulesets = `/zones/${encodeURIComponent(zoneId)}/rulesets`;
  const id = entryPoint?.['id'];
  if (entryPoint === undefined || typeof id !== 'string') {
    const body = { description: '', name: 'default', rules };
    return { method: 'PUT', path: `${rulesets}/phases/${phase}/entrypoint?dry_run=true`, body };
  }
  const { name = 'default', description = '' } = entryPoint;
  const body = { description: textOf(description), kind: 'zone', name: textOf(name), phase, rules };
  return { method: 'PUT', path: `${rulesets}/${encodeURIComponent(id)}?dry_run=true`, body };
}

function textOf(value: LiveJson): LiveJson {
  return typeof value === 'string' ? carriedText(value) : value;
}

function problemOf({ code, message, source = null }: LiveObject): ApiProblem {
  const pointer = isLiveObject(source) ? source['pointer'] : undefined;
  return {
    code: typeof code === 'number' ? code : undefined,
    message: typeof message === 'string' ? message : 'no message',
    pointer: typeof pointer === 'string' ? pointer : '',
  };
}

function dryRunIgnored({ baseUrl }: ApiAccess, { phase, zoneId }: Question): InputError {
  return new InputError('cloudflare/dry-run-ignored', {
    message: `${show(baseUrl)} does not know dry_run and WROTE the planned ${phase} rules of zone ${show(zoneId)}`,
    help: 'use an address of the API that passes the query on; to undo it, write back the version before: GET .../rulesets/{id}/versions/{version}',
  });
}
