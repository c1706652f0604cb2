// `npm run check:code`: what `tsc --noEmit` and `eslint .` say, with one program of the compiler for both. Each by itself would
// read all files and work out their types again.
import { ESLint } from 'eslint';
import ts from 'typescript';

const program = compilerProgram('tsconfig.json');

const problems = ts.sortAndDeduplicateDiagnostics(ts.getPreEmitDiagnostics(program));
if (problems.length > 0) {
  const host = { ...ts.sys, getCanonicalFileName: (name) => name, getNewLine: () => '\n' };
  console.log(ts.formatDiagnostics(problems, host));
  process.exitCode = 1;
}

const eslint = new ESLint({
  overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { programs: [program] } } },
});
const results = await eslint.lintFiles('.');
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));
if (results.some(({ errorCount }) => errorCount > 0)) process.exitCode = 1;

function compilerProgram(file) {
  const host = {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
    },
  };
  const { fileNames, options, errors } = ts.getParsedCommandLineOfConfigFile(file, {}, host);
  return ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors });
}
