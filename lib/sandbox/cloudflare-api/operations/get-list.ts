import { listOf, listView } from '../lists';
import type { Operation } from '../operation';

/** `GET .../rules/lists/:listId` */
export const getList: Operation = (call) => ({ result: listView(call.state, listOf(call)) });
