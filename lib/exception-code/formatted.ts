import { createRequire } from 'node:module';

/** The part of Prettier that is used. */
interface Prettier {
  resolveConfig(file: string): Promise<object | null>;
  format(text: string, options: object): Promise<string>;
}

/** A changed file, formatted by the Prettier of the project if it was so before. */
export async function formattedAsBefore<T extends { path: string; before: string; after: string }>(
  file: Readonly<T>,
): Promise<Readonly<T>> {
  const { path, before, after } = file;
  const isFormatted = (await formattedAsProject(path, before)) === before;
  return isFormatted ? { ...file, after: await formattedAsProject(path, after) } : file;
}

/** The text as the Prettier of the project formats it; as it is without one. */
export async function formattedAsProject(file: string, text: string): Promise<string> {
  try {
    const prettier = createRequire(file)('prettier') as Prettier;
    return await prettier.format(text, { ...(await prettier.resolveConfig(file)), filepath: file });
  } catch {
    // Without Prettier, or with a configuration of it that fails, the text is right all the same.
    return text;
  }
}
