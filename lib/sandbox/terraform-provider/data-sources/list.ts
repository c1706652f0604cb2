import { isNested, providerSchema } from '../../../provider-schema';
import { decodeAnswer, type DecodeRules } from '../values/decode-answer';
import { REQUEST_FAILED, reporting } from '../failure';
import { allListItems } from '../list-items';
import { listsPath, requiredParameter } from '../required-parameter';
import { schemaOf } from '../schema-of';
import { stringOf } from '../values/value';
import type { DataSource } from './data-source';

const { attributes } = schemaOf(providerSchema.dataSources, 'cloudflare_list');

const decodeRules: DecodeRules = {
  notInAnswer: ['account_id', 'id', 'list_id', 'search', 'items'],
  zeros: {},
  times: [],
};

/** `cloudflare_list`: one list with its items. */
export const listDataSource: DataSource = {
  attributes,
  checks: { attributes: {} },
  async read(api, config) {
    const { path, list } = await reporting(REQUEST_FAILED, async () => {
      const path = `${listsPath(config)}/${requiredParameter(config, 'list_id')}`;
      const result = await api.result({ method: 'GET', path });
      const known = { ...config, id: config['list_id'] ?? null };
      return { path, list: decodeAnswer(attributes, decodeRules, 'refresh', known, result) };
    });
    const { items } = attributes;
    const itemAttributes = items !== undefined && isNested(items) ? items.attributes : {};
    const search = stringOf(config['search']) ?? '';
    return { ...list, items: await allListItems(api, () => path, itemAttributes, search) };
  },
};
