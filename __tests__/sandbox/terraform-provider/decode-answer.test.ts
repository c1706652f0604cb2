import type { Attributes } from '../../../lib/provider-schema';
import {
  decodeAnswer,
  type DecodeMode,
  type DecodeRules,
} from '../../../lib/sandbox/terraform-provider/values/decode-answer';
import { UNKNOWN, type ValueObject } from '../../../lib/sandbox/terraform-provider/values/value';

const attributes: Attributes = {
  zone_id: { type: 'string', optional: true },
  id: { type: 'string', computed: true },
  changed: { type: 'string', computed: true },
  description: { type: 'string', optional: true, computed: true },
  rules: {
    nesting: 'list',
    optional: true,
    computed: true,
    attributes: {
      id: { type: 'string', computed: true },
      ref: { type: 'string', optional: true, computed: true },
      expression: { type: 'string', required: true },
      parameters: {
        nesting: 'single',
        optional: true,
        computed: true,
        attributes: { phases: { type: ['list', 'string'], optional: true } },
      },
    },
  },
};
const rules: DecodeRules = {
  notInAnswer: ['zone_id'],
  zeros: { description: '', rules: [], 'rules[].parameters': {} },
  times: ['changed'],
};
const decode = (mode: DecodeMode, known: ValueObject, answer: unknown) =>
  decodeAnswer(attributes, rules, mode, known, answer);

describe('answer to a read', () => {
  test('everything is taken from the answer, and what it lacks is empty', () => {
    const known = { zone_id: 'z', id: 'old', description: 'old', rules: [] };
    expect(decode('refresh', known, { id: 'new', rules: [{ id: '1', expression: 'x' }] })).toEqual({
      zone_id: 'z',
      id: 'new',
      changed: null,
      description: '',
      rules: [{ id: '1', ref: null, expression: 'x', parameters: { phases: null } }],
    });
  });

  test('keys that the schema does not know leave an object of nulls', () => {
    const { rules: decoded } = decode('refresh', {}, { rules: [{ parameters: { phase: 'current' } }] });
    expect(decoded).toEqual([{ id: null, ref: null, expression: null, parameters: { phases: null } }]);
  });

  test.each([
    ['no object', '<html>'],
    ['an error', { success: false }],
    ['missing', undefined],
  ])('an answer that is %s is empty', (_, answer) => {
    expect(decode('refresh', { zone_id: 'z', id: 'old' }, answer)).toMatchObject({
      zone_id: 'z',
      id: null,
      rules: [],
    });
  });

  test.each([
    ['2026-01-01T00:00:01.000000Z', '2026-01-01T00:00:01Z'],
    ['2026-01-01T00:00:01+00:00', '2026-01-01T00:00:01Z'],
    ['2026-01-01T00:00:01.5+02:00', '2026-01-01T00:00:01+02:00'],
  ])('the time %s loses its fraction', (time, expected) => {
    expect(decode('refresh', {}, { changed: time })['changed']).toBe(expected);
  });
});

describe('numbers, as gjson of Go reads them', () => {
  const numbers: Attributes = {
    float: { type: 'number', computed: true },
    integer: { type: 'int64', computed: true },
  };

  test.each([
    [12, 12, 12],
    [1.9, 1.9, 1],
    [true, 1, 1],
    [false, 0, 0],
    ['12', 12, 12],
    ['1.9', 1.9, 0],
    ['1e3', 1000, 0],
    ['+5', 5, 0],
    ['9007199254740993', 9007199254740992, 9007199254740993n],
    [9007199254740993n, 9007199254740992, 9007199254740993n],
    [9223372036854775808n, 9223372036854775808, -9223372036854775808n],
    [18446744073709551617n, 18446744073709551616, 1],
    [1e18, 1e18, 1000000000000000000n],
    [1e20, 1e20, -9223372036854775808n],
    ['', 'known', 'known'],
    [' 12 ', 'known', 'known'],
    ['0x10', 'known', 'known'],
    ['1e999', 'known', 'known'],
    [[12], 'known', 'known'],
  ])('%p', (answer, float, integer) => {
    const known = { float: 'known', integer: 'known' };
    const none = { notInAnswer: [], zeros: {}, times: [] };
    expect(decodeAnswer(numbers, none, 'refresh', known, { float: answer, integer: answer })).toEqual({
      float,
      integer,
    });
  });
});

describe('answer to a write', () => {
  const planned = {
    zone_id: 'z',
    id: UNKNOWN,
    description: 'planned',
    rules: [
      { id: 'kept', ref: 'a', expression: 'x', parameters: { phases: ['p'] } },
      { id: UNKNOWN, ref: UNKNOWN, expression: 'y', parameters: { phases: null } },
    ],
  };

  test('what was planned stays, what was open is taken by index', () => {
    const answer = {
      id: 'r',
      description: 'other',
      rules: [
        { id: '1', ref: 'other', expression: 'other', parameters: { phases: ['other'] } },
        { id: '2', ref: '2', expression: 'y', parameters: { phases: ['late'] } },
        { id: '3' },
      ],
    };
    expect(decode('write', planned, answer)).toMatchObject({
      id: 'r',
      description: 'planned',
      rules: [
        { id: '1', ref: 'a', expression: 'x', parameters: { phases: ['p'] } },
        { id: '2', ref: '2', expression: 'y', parameters: { phases: null } },
      ],
    });
  });

  test('an answer that can not be read leaves no id', () => {
    expect(decode('write', planned, undefined)).toMatchObject({
      id: null,
      description: 'planned',
      rules: [
        { id: null, ref: 'a' },
        { id: null, ref: null },
      ],
    });
  });
});
