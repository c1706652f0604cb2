import ts from 'typescript';
import { read } from './source-files';

/** What `lib/index.ts` exports: `types` are gone at run time. */
export function publicNames(): { readonly values: readonly string[]; readonly types: readonly string[] } {
  const source = ts.createSourceFile('index.ts', read('lib/index.ts'), ts.ScriptTarget.ES2022);
  const exported = source.statements.flatMap((statement) => {
    const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
    if (clause === undefined || !ts.isNamedExports(clause)) {
      throw new Error('lib/index.ts holds something that is not a list of named exports');
    }
    const isTypeList = ts.isExportDeclaration(statement) && statement.isTypeOnly;
    return clause.elements.map(({ name, isTypeOnly }) => ({
      name: name.text,
      isType: isTypeList || isTypeOnly,
    }));
  });
  const names = (isType: boolean) => exported.filter((one) => one.isType === isType).map(({ name }) => name);
  return { values: names(false).sort(), types: names(true).sort() };
}
