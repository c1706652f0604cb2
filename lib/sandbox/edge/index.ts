export { startOrigin } from './origin';
export { startEdge } from './start-edge';
