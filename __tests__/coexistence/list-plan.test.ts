import { escapeTemplates, listKey, listTerraform } from '../../lib/coexistence';
import type { IpListItem } from '../../lib/exceptions';
import { objectAt } from '../support/synth';
import { evaluateOutputs } from '../support/terraform';
import { readsAsLocals } from './support/reads';

const ACCOUNT = 'fedcba9876543210fedcba9876543210';
const ID = '2c0fc9fa937b11eaa1b71c4d701ab86e';
const BERLIN: IpListItem = { ip: '203.0.113.0/24', comment: 'Berlin' };
const PARIS: IpListItem = { ip: '198.51.100.7' };
const NAMED = `^The account ${ACCOUNT} .* \\$NAME .*\\(id ${ID}\\)`;
const SHOWN = `ip-lists\\.md.* GET /accounts/${ACCOUNT}/rules/lists/${ID}/items`;
const unknown = (description: string, holds: string) =>
  new RegExp(`${NAMED}.* '${description}' .*${holds}.*adopt: '${ID}'.*IpList.fromName\\('NAME'\\).*${SHOWN}`);
const INCOMPLETE = /no complete answer .* \$NAME\. .*ip-lists\.md/;
const IMPORTED = new RegExp(`^${ACCOUNT}/${ID}$`);
const foreign = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ip: `192.0.2.${index + 1}` }));

/** The list of the account, as Cloudflare answers it. */
interface LiveList {
  readonly name?: string;
  readonly kind?: string;
  readonly description?: string | null;
  readonly items?: readonly { readonly ip: string; readonly comment?: string | null }[] | null;
  readonly count?: number;
}

/** The list of the account; what the plan imports or why it is refused; whether it would write nothing. */
type Row = readonly [
  live: LiveList | undefined,
  imported: RegExp | undefined,
  inSync: boolean,
  adopt?: string,
];

test.each<[string, Record<string, Row>]>([
  [
    'makes or adopts its own',
    {
      'no list of this name': [undefined, undefined, false],
      'a list of another name': [{ name: 'other' }, undefined, false],
      'the list as the code has it': [{}, IMPORTED, true],
      'this description, and fewer addresses': [{ items: [BERLIN] }, IMPORTED, false],
      'these addresses, and another description': [{ description: 'Other' }, IMPORTED, false],
      'these addresses, and no description': [{ description: null }, IMPORTED, false],
      'these addresses with other comments': [
        { items: [{ ...BERLIN, comment: null }, PARIS] },
        IMPORTED,
        false,
      ],
    },
  ],
  [
    'refuses or takes over that of others',
    {
      'another description, and fewer addresses': [
        { description: 'Attackers', items: [BERLIN] },
        unknown('Attackers', 'other items'),
        false,
      ],
      'an address of others': [
        { items: [BERLIN, PARIS, ...foreign(1)] },
        unknown('Offices \\$\\{x\\}', 'an address .*\\(192.0.2.1\\)'),
        false,
      ],
      'five addresses of others': [
        { description: null, items: foreign(5) },
        unknown('', '5 addresses .*\\(192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5\\)'),
        false,
      ],
      'six addresses of others': [
        { description: 'x', items: foreign(6) },
        unknown('x', '6 addresses .*\\(192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4, 192.0.2.5, \\.{3}\\)'),
        false,
      ],
      'the list that `adopt` names': [{ items: foreign(1) }, IMPORTED, false, ID],
      'another list than `adopt` names': [
        { items: foreign(1) },
        unknown('Offices \\$\\{x\\}', 'an address .*\\(192.0.2.1\\)'),
        false,
        ID.replace('2', '3'),
      ],
      'a list of another kind': [{ kind: 'asn' }, new RegExp(`${NAMED}.* kind asn.*${SHOWN}`), false, ID],
      'items that are not all there': [{ items: [], count: 2 }, INCOMPLETE, false],
      'no items': [{ items: null, count: 0 }, INCOMPLETE, false],
    },
  ],
])('%s', (_title, rows) => {
  const parts = Object.values(rows).map(([live, , , adopt], index) =>
    configurationOf(`list_${index}`, live, adopt),
  );
  const values = evaluateOutputs('main.tf.json', JSON.stringify(parts));
  const plans = Object.keys(rows).map((title, index) => [
    title,
    JSON.parse(String(values[`list_${index}`]).replaceAll(`list_${index}`, 'NAME')) as unknown,
  ]);
  const expected = Object.entries(rows).map(([title, [, imported, inSync]]) => [
    title,
    { imported: imported === undefined ? {} : { [ID]: expect.stringMatching(imported) as string }, inSync },
  ]);
  expect(Object.fromEntries(plans)).toEqual(Object.fromEntries(expected));
});

/** The configuration of a list, with what the account answers in locals. */
function configurationOf(name: string, live: LiveList | undefined, adopt: string | undefined): unknown {
  const key = listKey(name);
  const description = 'Offices ${x}';
  const items = [BERLIN, PARIS];
  const { stack } = listTerraform({ accountId: ACCOUNT, name, description, items, adopt });
  const list = { id: ID, name, kind: 'ip', description, items, ...live };
  const ofItems = list.items?.map(({ ip, comment = null }) => ({ ip, comment })) ?? null;
  const read = {
    name: list.name,
    description: list.description,
    items: ofItems,
    num_items: list.count ?? list.items?.length ?? 0,
  };
  const forEach = String(objectAt(stack, 'data', 'cloudflare_list', key)['for_each']);
  return readsAsLocals({
    locals: [
      stack['locals'],
      {
        [`data_cloudflare_lists_${key}`]: { result: live === undefined ? null : [escapeTemplates(list)] },
        [`answer_${key}`]: escapeTemplates(read),
        [`data_cloudflare_list_${key}`]: `\${{ for id in ${forEach.slice(2, -1)} : id => local.answer_${key} }}`,
      },
    ],
    output: {
      [name]: { value: `\${jsonencode({ imported = local.${key}_import, inSync = local.${key}_in_sync })}` },
    },
  });
}
