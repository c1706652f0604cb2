export { apiAccess } from './api-access';
export { cloudflareReader } from './cloudflare-reader';
export { preflight } from './preflight';
export { reportJson, reportText } from './report';
