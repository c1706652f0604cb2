import type { Attributes } from '../../../lib/provider-schema';
import { conform } from '../../../lib/sandbox/terraform-provider/values/conform';
import { fromJson } from '../../../lib/sandbox/terraform-provider/values/dynamic-value';
import { UNKNOWN } from '../../../lib/sandbox/terraform-provider/values/value';

const attributes: Attributes = {
  name: { type: 'string', required: true },
  size: { type: 'number', optional: true },
  ports: { type: ['list', 'number'], optional: true },
  rules: { nesting: 'list', optional: true, attributes: { ref: { type: 'string', optional: true } } },
};

describe('conform', () => {
  test('absent attributes become null and others are dropped', () => {
    expect(conform(attributes, { name: 'a', other: 1, rules: [{ id: 'x' }] })).toEqual({
      name: 'a',
      size: null,
      ports: null,
      rules: [{ ref: null }],
    });
  });

  test('numbers that travelled as text become numbers', () => {
    const value = conform(attributes, { size: '1.5', ports: ['443', '9223372036854775807'] });
    expect([value?.['size'], value?.['ports']]).toEqual([1.5, [443, 9223372036854775807n]]);
  });

  test('numbers of a stored state are not rounded', () => {
    const json = Buffer.from('{"size":9007199254740993,"ports":[443]}');
    const value = fromJson(attributes, json);
    expect([value?.['size'], value?.['ports']]).toEqual([9007199254740993n, [443]]);
  });

  test('unknown values stay unknown, a null object stays null', () => {
    expect(conform(attributes, { rules: UNKNOWN, name: UNKNOWN })).toMatchObject({
      rules: UNKNOWN,
      name: UNKNOWN,
    });
    expect(conform(attributes, null)).toBeNull();
  });
});
