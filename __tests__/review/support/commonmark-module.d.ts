/** The package has no types of its own: what the tests use of it. */
declare module 'commonmark' {
  export interface Node {
    readonly type: string;
    readonly literal: string | null;
    readonly info: string | null;
  }

  interface Walker {
    next: () => { readonly entering: boolean; readonly node: Node } | null;
  }

  export class Parser {
    parse(text: string): { walker: () => Walker };
  }
}
