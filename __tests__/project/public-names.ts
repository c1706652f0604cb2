import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './source-files';

/** The modules that users import, by the file that each is. */
export const ENTRY_POINTS = {
  'waf-exceptions': 'lib/index.ts',
  'waf-exceptions/rules-language': 'lib/rules-language/index.ts',
  'waf-exceptions/testing': 'lib/testing/index.ts',
} as const;

export type EntryPoint = keyof typeof ENTRY_POINTS;

/** A name that an entry point exports. */
interface PublicName {
  readonly name: string;
  /** Gone at run time. */
  readonly isType: boolean;
  /** Where it is declared; of overloads the first. */
  readonly declaration: ts.Declaration;
}

let names: ReadonlyMap<EntryPoint, readonly PublicName[]> | undefined;

/** What an entry point exports, in the order of the alphabet. */
export function publicNames(entryPoint: EntryPoint): readonly PublicName[] {
  names ??= readNames();
  return names.get(entryPoint) ?? [];
}

/** Reads the files of the library alone: which packages they use does not matter for what they export. */
function readNames(): ReadonlyMap<EntryPoint, readonly PublicName[]> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (literals, file) =>
    literals.map(({ text }) =>
      text.startsWith('.') ? ts.resolveModuleName(text, file, options, host) : { resolvedModule: undefined },
    );
  const files = Object.values(ENTRY_POINTS).map((file) => join(ROOT, file));
  const program = ts.createProgram(files, options, host);
  const checker = program.getTypeChecker();
  return new Map(
    Object.entries(ENTRY_POINTS).map(([entryPoint, file]) => {
      const source = program.getSourceFile(join(ROOT, file));
      const module = source && checker.getSymbolAtLocation(source);
      if (module === undefined) throw new Error(`${file} exports nothing`);
      const exported = checker.getExportsOfModule(module).map((symbol) => readName(symbol, checker));
      return [entryPoint as EntryPoint, exported.sort((a, b) => (a.name < b.name ? -1 : 1))];
    }),
  );
}

function readName(symbol: ts.Symbol, checker: ts.TypeChecker): PublicName {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const [declaration] = target.declarations ?? [];
  if (declaration === undefined) throw new Error(`${symbol.name} is declared nowhere`);
  const isType =
    (target.flags & ts.SymbolFlags.Value) === 0 ||
    symbol.declarations?.some((node) => ts.isExportSpecifier(node) && isTypeOnly(node)) === true;
  return { name: symbol.name, isType, declaration };
}

function isTypeOnly(specifier: ts.ExportSpecifier): boolean {
  return specifier.isTypeOnly || specifier.parent.parent.isTypeOnly;
}
