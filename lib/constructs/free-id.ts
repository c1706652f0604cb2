import type { Construct } from 'constructs';
import { InputError, show } from '../errors';

/**
 * The id, for `super(scope, requireFreeId(scope, id))`: CDKTF would refuse a second construct of one name without a cure.
 *
 * @throws InputError `construct/duplicate`
 */
export function requireFreeId(scope: Construct, id: string): string {
  if (typeof id !== 'string' || scope.node.tryFindChild(id) === undefined) return id;
  throw new InputError(
    'construct/duplicate',
    {
      message: `there is another construct with this id in the same place, got: ${show(id)}`,
      help: 'rename one of the two: ids are unique in their scope',
    },
    [scope.node.path, id].filter((part) => part !== '').join('/'),
  );
}
