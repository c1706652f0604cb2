import type { List } from '@cdktf/provider-cloudflare/lib/list';
import { TerraformStack, Token } from 'cdktf';
import { Construct } from 'constructs';
import { MAX_LIST_TEXT_LENGTH } from '../cloudflare';
import { escapeTemplates, listKey, listTerraform } from '../coexistence';
import {
  docsPage,
  InputError,
  refuseToken,
  requireKnownKeys,
  requireString,
  show,
  withPlace,
} from '../errors';
import { type IpListItem, type IpListReference, parseListItems, requireListName } from '../exceptions';
import { requireFreeId } from './free-id';
import { isInTree, membersOf } from './members';
import { TerraformFragment } from './terraform-fragment';
import { verbatimLists } from './verbatim';
import { addVersionChecks } from './version-checks';
import { requireId } from './zone';

/**
 * What an {@link IpList} holds.
 *
 * @example
 * const props: IpListProps = {
 *   accountId: 'fedcba9876543210fedcba9876543210',
 *   description: 'Where our people work from',
 *   items: [{ ip: '203.0.113.0/24', comment: 'Berlin' }],
 * };
 * new IpList(this, 'office', props).listName; // 'office'
 */
export interface IpListProps {
  /** The account that the list belongs to. Every zone of the account can use the list. May be a token. */
  readonly accountId: string;
  /**
   * The name in expressions (`$office`): a-z, 0-9 and _, at most 50 characters. It cannot be changed later: a list with
   * another name is another list.
   *
   * @default - the construct id, with `-` written as `_`
   */
  readonly name?: string;
  /** Whose addresses these are, 1 to 500 characters. */
  readonly description: string;
  /** 1 to 1,000 addresses or CIDRs; the order does not matter. */
  readonly items: readonly IpListItem[];
  /**
   * The id of a list with this name that someone else made and this stack takes over. Its description and items are
   * replaced. The plan that finds such a list shows its id. Lists that this stack made do not need it, even after the
   * state was lost (`docs/ip-lists.md`).
   *
   * @default - the plan refuses someone else's list
   */
  readonly adopt?: string;
}

const KEYS: Record<keyof IpListProps, true> = {
  accountId: true,
  name: true,
  description: true,
  items: true,
  adopt: true,
};
/** Terraform's time for a deploy grows with the square of the items: 10 seconds for these, minutes for some thousands. */
const MAX_ITEMS = 1000;

/**
 * An IP list of the account, for allowlists that several exceptions share or that hold more than about 25 addresses.
 *
 * Editing the list changes who may use every exception that names it, in every zone of the account, without changing
 * any rule. Review it like a rule.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/custom-lists/
 * @example
 * const office = new IpList(this, 'office', {
 *   accountId: 'fedcba9876543210fedcba9876543210',
 *   description: 'Where our people work from',
 *   items: [{ ip: '203.0.113.0/24', comment: 'Berlin' }],
 * });
 * const request: RequestMatch = { host: 'app.example.com', method: 'POST', path: '/export', from: office };
 */
export class IpList extends Construct implements IpListReference {
  /**
   * An existing list that someone else manages. The plan does not check that it exists, but Cloudflare does at apply.
   *
   * @param name as expressions write it, without `$`: a-z, 0-9 and _, at most 50 characters
   * @throws InputError `list/name`
   * @example
   * const request: RequestMatch = {
   *   host: 'app.example.com',
   *   method: 'POST',
   *   path: '/export',
   *   from: IpList.fromName('office'),
   * };
   */
  static fromName(name: string): IpListReference {
    requireListName('IpList.fromName', name);
    return { listName: name };
  }

  /**
   * True for an IpList of any installed copy of this package; false for the reference that `IpList.fromName` gives.
   *
   * @example
   * this.node.findAll().filter((construct) => IpList.isIpList(construct));
   */
  static isIpList(reference: object): reference is IpList {
    return IP_LIST in reference;
  }

  /** The name in expressions, without `$`. */
  readonly listName: string;
  private readonly accountId: string;
  /** The Terraform resource, as an escape hatch. */
  readonly resource: List;

  /** @throws InputError `list/...` for a prop that cannot be used, or a second list of one name */
  constructor(scope: Construct, id: string, props: IpListProps) {
    super(scope, requireFreeId(scope, id));
    Object.defineProperty(this, IP_LIST, { value: true });
    this.listName = props.name ?? id.replaceAll('-', '_');
    this.accountId = props.accountId;
    this.resource = withPlace(this.node.path, () => {
      requireKnownKeys<IpListProps>('the IpList', props, KEYS);
      requireListName('name', this.listName);
      if (!Token.isUnresolved(props.accountId)) requireId('accountId', props.accountId);
      this.requireNewName(props.accountId);
      return this.createResource(props);
    });
  }

  private createResource(props: IpListProps): List {
    const spec = {
      accountId: props.accountId,
      name: this.listName,
      description: requireDescription(props.description),
      items: requireItems(props.items),
      adopt: props.adopt,
    };
    if (spec.adopt !== undefined) requireId('adopt', spec.adopt, 'copy the id from the message of the plan');
    const list = new (bindings().List)(this, 'Resource', {
      accountId: spec.accountId,
      kind: 'ip',
      name: spec.name,
      description: escapeTemplates(spec.description) as string,
      items: spec.items.map(({ ip, comment }) =>
        comment === undefined ? { ip } : { ip, comment: escapeTemplates(comment) as string },
      ),
    });
    list.overrideLogicalId(listKey(spec.name));
    for (const [argument, value] of Object.entries(listTerraform(spec).resource))
      list.addOverride(argument, verbatimLists(value));
    new TerraformFragment(
      this,
      'Terraform',
      (context) => listTerraform({ ...spec, accountId: context.resolve(spec.accountId) as string }).stack,
    );
    addVersionChecks(this);
    return list;
  }

  /** One list, one owner: two resources of one name would each replace the other's items. */
  private requireNewName(accountId: string): void {
    const lists = membersOf<IpList>(this.node.root, LISTS);
    const others = lists.filter((list) => list.listName === this.listName && isInTree(list));
    lists.push(this);
    const other = others.find(
      (list) => list.accountId === accountId || TerraformStack.of(list) === TerraformStack.of(this),
    );
    if (other === undefined) return;
    if (other.accountId !== accountId) {
      throw new InputError('list/two-accounts', {
        message: `${show(other.node.path)} makes a list of this name in another account, got: ${show(this.listName)}`,
        help: 'put one of them into a separate stack, or give it another `name`: Terraform addresses follow from the name',
      });
    }
    throw new InputError('list/duplicate', {
      message: `${show(other.node.path)} makes a list of this name in the same account, got: ${show(this.listName)}`,
      help: 'pass the one construct to every exception, or give this one another `name`',
    });
  }
}

/** Two copies of the package may be installed: `instanceof` would not know the other's lists. */
const IP_LIST = Symbol.for('waf-exceptions/IpList');

const LISTS = Symbol.for('waf-exceptions/ip-lists');

function requireDescription(description: string): string {
  const normal = requireString('description', description).trim().normalize('NFC');
  if (normal.length >= 1 && normal.length <= MAX_LIST_TEXT_LENGTH && !/[\0-\x1f\x7f-\x9f]/.test(normal))
    return normal;
  throw new InputError('list/description', {
    message: `\`description\` must be one line of 1 to ${MAX_LIST_TEXT_LENGTH} characters, got: ${show(description)}`,
    help: 'say whose addresses these are',
  });
}

function requireItems(items: readonly IpListItem[]): readonly IpListItem[] {
  refuseToken('items', items);
  if (!Array.isArray(items) || items.length === 0) {
    throw new InputError('list/empty', {
      message: `\`items\` must have at least one address, got: ${show(items)}`,
      help: "write items: [{ ip: '203.0.113.0/24', comment: 'office' }]",
    });
  }
  if (items.length > MAX_ITEMS) {
    throw new InputError('list/too-many', {
      message: `\`items\` may have at most ${MAX_ITEMS} addresses, got: ${items.length}; Terraform compares each of them with every other one at each deploy`,
      help: `merge neighbours into CIDRs, divide the list and give each part an exception, or let a script fill it and write IpList.fromName('...') (${docsPage('ip-lists.md')})`,
    });
  }
  return parseListItems(items);
}

/** Loaded when it is needed: most apps have no list. */
function bindings(): typeof import('@cdktf/provider-cloudflare/lib/list') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return require('@cdktf/provider-cloudflare/lib/list') as typeof import('@cdktf/provider-cloudflare/lib/list');
}
