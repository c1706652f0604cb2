import { read } from '../../../project/source-files';

const FOLDER = 'lib/sandbox/terraform-provider/grpc';

/** Without the packages and messages around a type: the compiler adds them. */
const unqualified = (text: string) => text.replace(/(?:\w+\.)+(?=\w)/g, '');

const found = (text: string, ...patterns: readonly RegExp[]) =>
  patterns
    .flatMap((pattern) => [...text.matchAll(pattern)].map(([, match = '']) => unqualified(match)))
    .sort();

test('tfplugin6_pb.ts is what `npm run generate:protocol` makes of tfplugin6.proto', () => {
  const declared = found(
    read(`${FOLDER}/tfplugin6.proto`).replace(/\/\/.*/g, ''),
    /^ *([\w.<>, ]+ = \d+);/gm,
    /\b(?:message|enum|service|rpc) (\w+)/g,
  );
  const generated = found(
    read(`${FOLDER}/tfplugin6_pb.ts`),
    /@generated from (?:field|enum value): (.*);/g,
    /@generated from (?:message|enum|service|rpc) (?!value)(\S+)/g,
  );
  expect(declared.length).toBeGreaterThan(100);
  expect(generated).toEqual(declared);
});
