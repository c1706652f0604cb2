import { show } from '../../errors';
import { textOf } from '../questions/texts';
import { valueLint } from '../values/value-lint';

const DEFAULT_PORT = /:(?:80|443)$/;

export const hostForm = valueLint(
  'host-form',
  'warning',
  'a host that no request has',
  ({ field, operator, functions, texts }) => {
    const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in';
    if (field?.name !== 'http.host' || !isWhole || functions.some((name) => name !== 'lower')) return [];
    const all = texts.map(textOf);
    return texts.flatMap((literal) => {
      const text = textOf(literal);
      const bare = text.replace(DEFAULT_PORT, '');
      // Beside the bare host it is a second form of it, which some clients send.
      if (bare === text || all.includes(bare)) return [];
      return [
        {
          message: `\`http.host\` is a bare lower-case name, and ${show(text)} has a default port, which browsers leave out`,
          help: `write ${show(bare)}`,
          range: literal.range,
        },
      ];
    });
  },
);
