import type { Operation } from '../http/operation';
import { param } from '../http/operation';
import { zoneOf } from '../http/scopes';
import { zoneView } from '../state/zone-view';

/** `GET /zones/:zoneId` */
export const getZone: Operation = (call) => ({
  result: zoneView(call.state, zoneOf(call.state, param(call, 'zoneId')), call.canWrite),
});
