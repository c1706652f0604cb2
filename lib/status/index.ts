export { DUE, type DueKind, readDueKind } from './due';
export { statusHtml } from './format/html';
export { statusJson } from './format/json';
export { statusMarkdown } from './format/markdown';
export { statusText } from './format/text';
export type { LastChange, LiveEvents, LiveZone, SkipCount } from './live-zone';
export type { StatusReport, ZoneStatus } from './report';
export { wantedRequests } from './wanted-requests';
export { zoneStatus } from './zone-status';
