import { type Logical, print, type Value } from '../rules-language';

const textsOfNodes = new WeakMap<Logical, readonly string[]>();

/** The canonical text of each operand. Several rules compare operands, so they are printed once. */
export function operandTexts(node: Logical): readonly string[] {
  let texts = textsOfNodes.get(node);
  if (texts === undefined) {
    texts = node.operands.map((operand) => print(operand));
    textsOfNodes.set(node, texts);
  }
  return texts;
}

/** The canonical text of a value. Most are a bare field. */
export function valueText(value: Value): string {
  return value.kind === 'field' && value.path.length === 0 ? value.name : print({ kind: 'truth', value });
}
