import { deflateRawSync } from 'node:zlib';
import { readPlanSources } from '../../lib/review';
import { refusalOf } from '../support/refusal';

/** A ZIP archive as Terraform writes one: its files are packed, and their sizes stand in the list at the end. */
function zip(files: readonly (readonly [name: string, text: string])[], method = 8): Buffer {
  const parts: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of files) {
    const data = method === 8 ? deflateRawSync(text) : Buffer.from(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    entries.push(entry, Buffer.from(name));
    parts.push(local, Buffer.from(name), data);
    at += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, ...entries, end]);
}

const FILES = [
  ['tfplan', 'binary'],
  ['tfconfig/m-/cdk.tf.json', '{"locals":{}}'],
  ['tfconfig/modules.json', '[]'],
] as const;

test.each([8, 0])('the configuration is read from a plan file that is packed by method %i', (method) => {
  expect([...(readPlanSources('plan', zip(FILES, method)) ?? [])]).toEqual([
    ['m-/cdk.tf.json', '{"locals":{}}'],
    ['modules.json', '[]'],
  ]);
});

test('a file that is no archive holds no configuration', () => {
  expect(
    readPlanSources('plan', Buffer.from('{"remote_plan_format": 1, "run_id": "run-1"}')),
  ).toBeUndefined();
});

test.each<[title: string, bytes: Buffer, reason: RegExp]>([
  ['is cut off', zip(FILES).subarray(0, 120), /it has no list of files/],
  [
    'names a file twice',
    zip([...FILES, ['tfconfig/modules.json', '{}']]),
    /it holds tfconfig\/modules.json twice/,
  ],
  ['is packed in another way', zip(FILES, 93), /not known here \(93\)/],
])('an archive that %s is refused', (_, bytes, reason) => {
  expect(refusalOf(() => readPlanSources('plan', bytes))).toMatchObject({
    code: 'review/plan-file',
    message: expect.stringMatching(reason) as string,
    help: 'plan again',
  });
});
