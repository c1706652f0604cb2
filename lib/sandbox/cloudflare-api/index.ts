export type { Fault } from './faults';
export { parseSeed } from './parse-seed';
export type { RecordedRequest } from './request-log';
export type { Seed } from './seed';
export type { CloudflareApi, CloudflareApiOptions } from './server';
export { startCloudflareApi } from './server';
