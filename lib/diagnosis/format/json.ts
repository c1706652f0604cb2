import { safeJson } from '../../errors';
import { plain } from '../../review/text';
import type { DiagnosedRequest, Diagnosis } from '../diagnosis';
import { type Payloads, urlOf } from './words';

/** The diagnosis for scripts: docs/diagnosis.schema.json has its shape. */
export function diagnosisJson({ requests, skipped }: Diagnosis, payloads: Payloads = new Map()): string {
  return `${safeJson({
    version: 1,
    requests: requests.map((request) => requestJson(request, payloads)),
    skipped: {
      lines: skipped.lines,
      first: skipped.first.map(({ place: { source, line = null }, why }) => ({ source, line, why })),
    },
  })}\n`;
}

function requestJson(request: DiagnosedRequest, payloads: Payloads): object {
  const { time } = request;
  return {
    ray: request.ray ?? null,
    time: time === undefined ? null : new Date(time).toISOString(),
    method: request.request.method ?? null,
    url: urlOf(request) ?? null,
    status: request.status ?? null,
    answeredBy: request.answeredBy,
    certainty: request.certainty,
    product: request.product ?? null,
    action: request.action ?? null,
    rules: request.rules.map(({ rulesetId, id, ref, title, contributes, encryptedPayload = '' }) => ({
      ruleset: rulesetId ?? null,
      id: id ?? null,
      ref: ref ?? null,
      title: title ?? null,
      contributes,
      ...(payloads.has(encryptedPayload) && { matchedPayload: payloads.get(encryptedPayload) }),
    })),
    scoreAtLeast: request.scoreAtLeast ?? null,
    remedy: request.remedy,
    cause: request.cause ?? null,
    evidence: request.evidence.map(plain),
    next: request.next.map(plain),
    sampleInterval: request.sampleInterval,
  };
}
