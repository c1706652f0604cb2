import { conditionLint } from '../rule';

/** `/*` repeats the slash; `//*` and `/*)` are written by people who mean that. */
const GLOB = /(?<!\/)\/\*(?![/)?])/;

export const regexGlob = conditionLint(
  'regex-glob',
  '`*` in a regular expression where a wildcard is meant',
  ({ right }) => right === 'regex',
  ({ right }) => {
    if (right?.kind !== 'regex') return [];
    const plain = right.pattern.replace(/\\[\s\S]/g, '--').replace(/\[[^\]]*\]/g, '-');
    if (!GLOB.test(plain)) return [];
    return [
      {
        message: 'in a regular expression `/*` is any number of slashes, not anything below a folder',
        help: 'write `/.*`, or use the operator `wildcard`',
        range: right.range,
      },
    ];
  },
);
