import { capital, counted, markdown, plain, type Text } from '../review/text';
import { type Check, type Outcome, outcomeOf } from './check';

const LABELS = {
  verified: 'verified',
  failed: 'failed',
  'cannot-tell': 'cannot tell',
} as const satisfies Record<Outcome, string>;

/** The longest piece of someone else's text in Markdown: a comment or a page of a run has little room. */
const CHARACTERS = 400;

/** The checks for people: one line each, by zone. Safe on a terminal. */
export function verificationText(checks: readonly Check[]): string {
  const lines = zonesOf(checks).flatMap(([zone, own]) => [
    zone,
    ...own.flatMap(({ outcome, sentence, help }) => [
      `  ${LABELS[outcome]}: ${plain(sentence)}`,
      ...(help === undefined || outcome === 'verified' ? [] : [`    help: ${plain(help)}`]),
    ]),
  ]);
  return [...lines.map((line) => `${line}\n`), `${verdict(checks)}\n`].join('');
}

/** The checks as Markdown, for a comment or the page of a run. */
export function verificationMarkdown(stack: string, checks: readonly Check[]): string {
  const rows = zonesOf(checks).flatMap(([zone, own]) => [
    `\n### ${markdown([{ quoted: zone }])}\n`,
    ...own.map(({ outcome, sentence, help }) => {
      const advice =
        help === undefined || outcome === 'verified' ? '' : ` ${markdown(ended(help), CHARACTERS)}`;
      return `- **${LABELS[outcome]}**: ${markdown(capital(sentence), CHARACTERS)}${advice}`;
    }),
  ]);
  return `## ${markdown([{ quoted: stack }])} after its deploy\n\n${verdict(checks)}\n${rows.join('\n')}\n`;
}

/** The checks for machines. Its keys are described in `docs/cli/verify.md` and stay. */
export function verificationJson(stack: string, checks: readonly Check[]): unknown {
  const outcome = outcomeOf(checks);
  return {
    stack,
    outcome,
    checks: checks.map(({ about, outcome: own, zone, ref, sentence, help }) => ({
      about,
      outcome: own,
      zone,
      ref: ref ?? null,
      sentence: plain(sentence),
      help: help === undefined ? null : plain(help),
    })),
  };
}

function zonesOf(checks: readonly Check[]): readonly (readonly [zone: string, own: readonly Check[]])[] {
  const names = [...new Set(checks.map(({ zone }) => zone))];
  return names.map((name) => [plain([{ quoted: name }]), checks.filter(({ zone }) => zone === name)]);
}

function ended(help: Text): Text {
  return [...capital(help), '.'];
}

function verdict(checks: readonly Check[]): string {
  if (checks.length === 0) return 'The stack lets go of its zones, so there is nothing to verify.';
  const count = (outcome: Outcome) => checks.filter((check) => check.outcome === outcome).length;
  const failed = count('failed');
  const open = count('cannot-tell');
  const rest = open === 0 ? '' : ` ${counted(open, 'check')} cannot tell yet.`;
  return failed === 0
    ? `As far as could be checked, the deploy did what it should: ${counted(count('verified'), 'check')} verified.${rest}`
    : `The deploy did not do what it should: ${counted(failed, 'check')} failed, ${counted(count('verified'), 'check')} verified.${rest}`;
}
