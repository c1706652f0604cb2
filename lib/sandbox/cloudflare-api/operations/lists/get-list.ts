import { listOf, listView } from '../../state/lists';
import type { Operation } from '../../http/operation';

/** `GET .../rules/lists/:listId` */
export const getList: Operation = (call) => ({ result: listView(call.state, listOf(call)) });
