import { operationView, polled } from '../../state/bulk-operations';
import { apiError } from '../../http/errors';
import type { Call, Operation } from '../../http/operation';
import { param } from '../../http/operation';
import { accountOf } from '../../http/scopes';
import type { BulkOperation, State } from '../../state/state';

/** `GET .../rules/lists/bulk_operations/:operationId`: each look brings the operation nearer to its end. */
export const getBulkOperation: Operation = (call) => {
  const state = polled(call.state, operationOf(call, call.state), call.now);
  return { result: operationView(operationOf(call, state)), state };
};

function operationOf(call: Call, state: State): BulkOperation {
  const account = accountOf(state, param(call, 'accountId'));
  const id = param(call, 'operationId');
  const operation = state.operations.find(
    (candidate) => candidate.accountId === account.id && candidate.id === id,
  );
  if (operation === undefined) throw apiError('operationNotFound', [id]);
  return operation;
}
