export { apiAccess } from './api-access';
export { cloudflareReader } from './cloudflare-reader';
export { cloudflareDryRun } from './dry-run';
export { checkLists } from './list-check';
export { listsOfStack } from './list-names';
export { preflight } from './preflight';
export { providerVersions } from './provider-version';
export { reportJson, reportText } from './report';
export { type StackList, stackLists } from './stack-lists';
