import { listKey } from '../../coexistence';
import { isLiveList, isLiveObject, type LiveJson, type LiveObject } from '../../api-client';

/** One `IpList` of a synthesised stack. */
export interface StackList {
  readonly name: string;
  /** `undefined` = only Terraform knows it. */
  readonly accountId: string | undefined;
  readonly description: string;
  readonly addresses: readonly string[];
  /** Id of the list that it may take over. */
  readonly adopt: string | undefined;
}

/** The lists that the `IpList`s of a synthesised stack make, as `cdk.tf.json` has them. */
export function stackLists(configuration: unknown): readonly StackList[] {
  const { resource, locals } = objectOf(configuration as LiveJson);
  const values = objectOf(locals);
  return Object.entries(objectOf(objectOf(resource)['cloudflare_list'])).flatMap(([key, value]) => {
    const list = objectOf(value);
    const { name, items = [] } = list;
    // A list that the stack's author wrote by hand is not adopted.
    if (typeof name !== 'string' || key !== listKey(name) || !(`${key}_import` in values)) return [];
    const adopt = values[`${key}_adopt`];
    return [
      {
        name,
        accountId: knownText(list['account_id']),
        description: knownText(list['description']) ?? '',
        addresses: (isLiveList(items) ? items : [])
          .map((item) => objectOf(item)['ip'])
          .filter((ip) => typeof ip === 'string'),
        adopt: adopt === '' || typeof adopt !== 'string' ? undefined : adopt,
      },
    ];
  });
}

/** The text that Terraform makes of it; nothing if it is a template. */
function knownText(text: LiveJson | undefined): string | undefined {
  if (typeof text !== 'string' || /(?<!\$)\$\{|(?<!%)%\{/.test(text)) return undefined;
  return text.replace(/([$%])\1(?=\{)/g, '$1');
}

function objectOf(value: LiveJson | undefined): LiveObject {
  return isLiveObject(value) ? value : {};
}
