/**
 * The names and values of the fields of a multipart body. Of a file only its names count, as in the core rule set: its
 * content is no variable. The last part may be cut.
 */
export function multipartValues(text: string, boundary: string): readonly string[] {
  // What is before the first boundary is no part.
  const [, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`);
  return parts.flatMap((part) => {
    const end = part.indexOf('\r\n\r\n');
    if (end < 0) return [];
    const disposition = /^content-disposition:(.*)$/im.exec(part.slice(0, end))?.[1] ?? '';
    const names = Array.from(disposition.matchAll(/\b(?:file)?name="([^"]*)"/gi), ([, name = '']) => name);
    const isFile = /\bfilename\*?=/i.test(disposition);
    return isFile ? names : [...names, part.slice(end + 4)].filter((value) => value !== '');
  });
}

/** The boundary that a `Content-Type` names; undefined if there is none. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  return quoted ?? plain;
}
