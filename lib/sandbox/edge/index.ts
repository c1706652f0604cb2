export { startOrigin } from './origin';
export { newRequestTracer } from './trace-request';
export { startEdge } from './start-edge';
