import type { Complaint } from './complaint';

/** What others take for white space, where something else was expected. */
export function strayAt(text: string, at: number): Partial<Complaint> {
  if (text.startsWith('\t', at)) {
    return {
      message: 'a tab is no white space between the parts of an expression',
      help: 'write a blank instead',
    };
  }
  if (text.startsWith('#', at) || text.startsWith('//', at) || text.startsWith('/*', at)) {
    return {
      message: 'the language has no comments',
      help: "remove it; put the reason into the rule's description",
    };
  }
  return {};
}
