import type { HttpRequest } from './http-requests';
import type { SecurityEvent } from './security-events';
import type { State } from './state';

/** What the edge reports of one request, or of several. */
export interface Traffic {
  readonly events: readonly SecurityEvent[];
  readonly requests: readonly HttpRequest[];
}

/** A sandbox is no archive: of more events, or requests, the oldest are forgotten. */
export const MAX_ROWS = 5000;

export function withTraffic(state: State, { events, requests }: Traffic): State {
  return {
    ...state,
    ...(events.length === 0 ? {} : { events: newest([...state.events, ...events]) }),
    ...(requests.length === 0 ? {} : { requests: newest([...state.requests, ...requests]) }),
  };
}

export function newest<Row>(rows: readonly Row[]): readonly Row[] {
  return rows.slice(-MAX_ROWS);
}
