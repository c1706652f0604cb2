import { commentText, sourceText } from '../errors';
import { exceptionCode, importLine } from '../exception-code';
import { weightOf } from './weight';
import type { WrittenProposal } from './written';

/** What the team adds to what the evidence says. */
export interface Authors {
  readonly owner?: string | undefined;
  readonly ticket?: string | undefined;
}

/** The proposals as a TypeScript module with one function. */
export function proposalsCode(
  written: readonly WrittenProposal[],
  { owner, ticket }: Authors,
  packageName = 'waf-exceptions',
): string {
  const blocks = written.map((one) => {
    const { id, draft, skip, reason, stoppers } = one;
    return [
      ...comments(one).map((line) => `// ${line}`),
      ...exceptionCode({ id, draft, skip, reason, owner, ticket, stoppers, zoneName: undefined }),
    ]
      .map((line) => `  ${line}`)
      .join('\n');
  });
  const code = [
    '/** Exceptions for requests that managed rules blocked, as narrow as the Security Events allow. */',
    'export function proposedExceptions(waf: ZoneWaf): void {',
    blocks.length === 0 ? '  // There are none.' : blocks.join('\n\n'),
    '}',
  ].join('\n');
  return `${importLine(code, packageName)}\n\n${code}\n`;
}

function comments({ proposal, stoppers }: WrittenProposal): readonly string[] {
  const { rules, wanted, callers, alternatives } = proposal;
  const proposed = alternatives.find(({ kind }) => kind === 'proposed');
  const through = weightOf([...(proposed?.letsThrough ?? []), ...(proposed?.mayLetThrough ?? [])]);
  const number = weightOf(wanted);
  return [
    `For ${number} blocked ${number === 1 ? 'request' : 'requests'} in the Security Events. Skipped:`,
    ...rules.map(({ title, ruleId }) => `- ${commentText(title ?? ruleId)}`),
    ...(through === 0
      ? []
      : [`Other blocked requests that get through, or may: ${through}. waf propose shows them.`]),
    ...(callers === undefined
      ? []
      : [
          'If these are the only callers, add this line to the request:',
          `from: [${callers.addresses.map(sourceText).join(', ')}],`,
        ]),
    ...stoppers.map(({ id, message }) => `To fix or accept: ${commentText(message)} [${id}].`),
  ];
}
