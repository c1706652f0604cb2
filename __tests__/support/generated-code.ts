import { TerraformStack, Testing } from 'cdktf';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as library from '../../lib';
import * as rulesLanguage from '../../lib/rules-language';
import * as testing from '../../lib/testing';

/** What generated code may import. */
export const MODULES = {
  cdktf: { TerraformStack, Testing },
  'waf-exceptions': library,
  'waf-exceptions/rules-language': rulesLanguage,
  'waf-exceptions/testing': testing,
} as const;

/** What a module of generated TypeScript exports; `names` are its global variables besides. */
export function load(
  code: string,
  modules: Readonly<Record<string, unknown>> = MODULES,
  names: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const { outputText, diagnostics } = transpileModule(code, {
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    reportDiagnostics: true,
  });
  expect(diagnostics).toEqual([]);
  const exports = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the code under test
  new Function('exports', 'require', ...Object.keys(names), outputText)(
    exports,
    (name: string) => modules[name],
    ...Object.values(names),
  );
  return exports;
}

/** Runs generated Jest tests, and gives the titles of those that pass and of those that fail. */
export function runTests(
  tests: string,
  modules: Readonly<Record<string, unknown>>,
): { readonly passed: string[]; readonly failed: string[] } {
  const outcome = { passed: [] as string[], failed: [] as string[] };
  const one = (title: string, body: () => void) => {
    try {
      body();
      outcome.passed.push(title);
    } catch {
      outcome.failed.push(title);
    }
  };
  /** Rows are passed as Jest passes them: a list as arguments. */
  const each =
    (run: (title: string, body: () => void) => void) =>
    (rows: readonly unknown[]) =>
    (title: string, body: (...row: readonly unknown[]) => void) => {
      for (const row of rows)
        run(title, () => {
          body(...(Array.isArray(row) ? (row as unknown[]) : [row]));
        });
    };
  const inside = (_title: string, body: () => void) => {
    body();
  };
  load(tests, modules, {
    describe: { each: each(inside) },
    test: Object.assign(one, { each: each(one), todo: () => undefined }),
  });
  return outcome;
}
