import type { Construct } from 'constructs';
import { InputError, show } from '../errors';

/**
 * The id, for `super(scope, requireFreeId(scope, id))`: CDKTF would refuse a second construct of one name without any help.
 *
 * @throws InputError `construct/duplicate`, `construct/reserved`
 */
export function requireFreeId(scope: Construct, id: string): string {
  if (typeof id !== 'string' || scope.node.tryFindChild(id) === undefined) return id;
  const place = [scope.node.path, id].filter((part) => part !== '').join('/');
  // CDKTF keeps constructs as members of an object, which has members of its own.
  if (id in {}) {
    throw new InputError(
      'construct/reserved',
      {
        message: `no construct can have this id, got: ${show(id)}`,
        help: 'rename it: every object of JavaScript has a member of this name, and CDKTF takes it for a construct',
      },
      place,
    );
  }
  throw new InputError(
    'construct/duplicate',
    {
      message: `there is another construct with this id in the same place, got: ${show(id)}`,
      help: 'rename one of the two: ids are unique in their scope',
    },
    place,
  );
}
