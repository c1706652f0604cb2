import { diagnose, diagnosisJson, diagnosisMarkdown, diagnosisTerminal } from '../../lib/diagnosis';
import { readEvidence, textInput } from '../../lib/evidence';
import { plain } from '../../lib/review/text';
import type { Expected } from './cases/evidence';
import { ANSWERS } from './cases/answers';
import { EVENTS } from './cases/events';
import { CONTRADICTIONS, ORIGIN } from './cases/origin';
import { REQUEST_LOG } from './cases/request-log';
import { STRANGERS } from './cases/strangers';
import { TRANSCRIPTS } from './cases/transcripts';

const CASES = [
  ...EVENTS,
  ...REQUEST_LOG,
  ...ANSWERS,
  ...TRANSCRIPTS,
  ...ORIGIN,
  ...CONTRADICTIONS,
  ...STRANGERS,
];

test('there are enough cases', () => {
  expect(CASES.length).toBeGreaterThan(120);
});

test.each(CASES.map((one) => [one.title, one] as const))('%s', async (_, { inputs, expected }) => {
  const evidence = await readEvidence(inputs.map((input, index) => textInput(`input ${index + 1}`, input)));
  const diagnosis = diagnose(evidence);
  const { requests } = diagnosis;
  for (const format of [diagnosisJson, diagnosisMarkdown, diagnosisTerminal])
    expect(format(diagnosis)).not.toBe('');
  const all = [expected].flat() as readonly Expected[];
  expect(
    requests.map((request, index) => ({
      ...request,
      rules: request.rules.map(({ id }) => id),
      says: (all[index]?.says ?? []).filter((piece) =>
        request.evidence.some((sentence) => plain(sentence).includes(piece)),
      ),
    })),
  ).toEqual(all.map((one) => expect.objectContaining(one) as unknown));
});
