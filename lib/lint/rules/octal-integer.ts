import { type Found, ruleLint } from '../rule';

export const octalInteger = ruleLint(
  'octal-integer',
  'warning',
  'a number with a leading zero, which is octal',
  ({ parts }) => {
    const found: Found[] = [];
    for (const node of parts) {
      if (node.kind !== 'integer' || node.form !== 'octal' || node.value < 8n) continue;
      const digits = node.value.toString(8);
      found.push({
        message: `a leading zero makes a number octal: \`0${digits}\` is ${node.value.toString()}`,
        help: `write \`${digits}\` or \`${node.value.toString()}\`, whichever is meant`,
        range: node.range,
      });
    }
    return found;
  },
);
