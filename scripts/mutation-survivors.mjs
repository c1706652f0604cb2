// Prints each change that no test notices as soon as it is known, as a plug-in of Stryker.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const survivors = {
  onMutantTested({ status, fileName, location: { start, end }, replacement, coveredBy }) {
    if (status !== 'Survived' && status !== 'NoCoverage') return;
    const lines = readFileSync(fileName, 'utf8')
      .split('\n')
      .slice(start.line - 1, end.line);
    const before = lines[0].slice(0, start.column - 1);
    const after = lines.at(-1).slice(end.column - 1);
    const tests = status === 'NoCoverage' ? 'no test reaches it' : `${coveredBy?.length} tests reach it`;
    console.log(`\n${relative(process.cwd(), fileName)}:${start.line}:${start.column} ${tests}`);
    console.log(marked('-', lines.join('\n')));
    console.log(marked('+', `${before}${replacement}${after}`));
  },
};

function marked(sign, text) {
  return text.replace(/^/gm, `${sign} `);
}

export const strykerPlugins = [{ kind: 'Reporter', name: 'survivors', value: survivors }];
