export { cloudflareDryRun } from './dry-run/dry-run';
export { checkLists } from './lists/list-check';
export { listsOfStack } from './lists/list-names';
export { preflight } from './preflight';
export { providerVersions } from './carried/provider-version';
export { reportJson, reportText } from './report';
export { type StackList, stackLists } from './lists/stack-lists';
