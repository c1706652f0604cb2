export { apiAccess } from './api-access';
export { type ClientRequest, sendAsClient } from './client-request';
export { apiRefusal, errorsOf } from './api-refusal';
export { type CloudflareReader, cloudflareReader } from './cloudflare-reader';
export { eventGroups } from './event-groups';
export { graphqlClient, type GraphqlClient } from './graphql';
export { type ApiAccess, type ApiRequest, httpRequest } from './http-request';
export { isLiveList, isLiveObject, type LiveJson, type LiveObject } from './live-json';
export { type EventQuery, securityEvents } from './security-events';
