import type { Operation } from '../operation';
import { param } from '../operation';
import { zoneOf } from '../scopes';
import { zoneView } from '../zone-view';

/** `GET /zones/:zoneId` */
export const getZone: Operation = (call) => ({
  result: zoneView(call.state, zoneOf(call.state, param(call, 'zoneId')), call.canWrite),
});
