/** A ray id, with the data centre that the header adds, or without. */
const RAY = /^\s*(?!0+(?:-|\s|$))([0-9a-f]{8,40})(?:-[a-z]{3})?\s*$/i;

/** A ray id in lower case, without the data centre; `undefined` if the text is none, or stands for none: zeros, `undefined`. */
export function normalRay(text: string | undefined): string | undefined {
  const [, ray] = RAY.exec(text ?? '') ?? [];
  return ray?.toLowerCase();
}

/** Whether a word of a command line is a ray id: 16 hexadecimal characters, with the data centre or without. */
export function isRay(word: string): boolean {
  return /^[0-9a-f]{16}(?:-[a-z]{3})?$/i.test(word);
}
