import { commentText, sourceText } from '../errors';
import { exceptionCode, importLine } from '../exception-code';
import { weightOf } from './propose';
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
    '/** Exceptions for requests that managed rules ended, as narrow as the Security Events allow. */',
    'export function proposedExceptions(waf: ZoneWaf): void {',
    blocks.length === 0 ? '  // There is none.' : blocks.join('\n\n'),
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
    `For ${number} blocked ${number === 1 ? 'request' : 'requests'} of the Security Events. Skipped:`,
    ...rules.map(({ title, ruleId }) => `- ${commentText(title ?? ruleId)}`),
    ...(through === 0
      ? []
      : [`Blocked requests that get through besides, or may: ${through}. waf propose shows them.`]),
    ...(callers === undefined
      ? []
      : [
          'Are these the only callers? Then add this line to the request:',
          `from: [${callers.addresses.map(sourceText).join(', ')}],`,
        ]),
    ...stoppers.map(({ id, message }) => `To cure, or to accept: ${commentText(message)} [${id}].`),
  ];
}
