import { InputError, refuseToken, requireStrings } from '../../errors';
import { type AddressRange, parseAddresses } from './addresses';
import type { IpListReference, RequestMatch } from '../exception-props';
import { type ExceptionFinding, propFinding } from '../finding';
import { requireListName } from './list-items';

/** Who may use an exception: these addresses, the members of a list, or (`undefined`) every caller. */
export type Callers = readonly AddressRange[] | IpListReference | undefined;

/** @throws InputError `from/...`, `address/...` or `list/name` */
export function parseCallers(request: RequestMatch): Callers {
  const { from } = request;
  if (!('from' in request)) return undefined;
  if (from === undefined) {
    throw new InputError('from/undefined', {
      message: '`from` is there without a value: a missing setting must not let everybody in',
      help: 'name the callers, or leave `from` out altogether to allow every caller',
    });
  }
  refuseToken('from', from);
  if (!Array.isArray(from) && isObject(from) && 'listName' in from) {
    requireListName('from', from.listName);
    return { listName: from.listName };
  }
  const texts = requireStrings('from', from);
  if (texts.length === 0) {
    throw new InputError('from/empty', {
      message: '`from` must name at least one caller, got: an empty list',
      help: 'leave `from` out to allow every caller',
    });
  }
  return parseAddresses('from', texts);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What the reviewer should know about the callers. */
export function callerFindings(callers: Callers): readonly ExceptionFinding[] {
  if (callers === undefined || 'listName' in callers) return [];
  const reserved = callers.flatMap(({ text, reserved: what }) =>
    what === undefined ? [] : `${text} (${what})`,
  );
  if (reserved.length === 0) return [];
  return [
    propFinding(
      'reserved-address',
      `\`from\` holds ${reserved.join(', ')}, which no public client has`,
      'name the public address that Cloudflare sees, often that of a NAT gateway',
    ),
  ];
}
