export { parseSeed } from './parse-seed';
export type { CloudflareApi, CloudflareApiOptions } from './server';
export { startCloudflareApi } from './server';
