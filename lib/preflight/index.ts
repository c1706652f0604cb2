export { apiAccess } from './api-access';
export { cloudflareReader } from './cloudflare-reader';
export { cloudflareDryRun } from './dry-run';
export { listsOfStack } from './list-names';
export { preflight } from './preflight';
export { reportJson, reportText } from './report';
