import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTerraformProvider } from '../../../lib/sandbox/terraform-provider';
import { recordedExchanges } from './recorded-exchanges';
import { compared, inComparableOrder, startReplayApi } from './replay-api';
import { stories } from './stories';
import { configure, terraform } from './terraform-run';

const TOKEN = 'replay-token-0123456789-0123456789-012345';

// Stories wait for polls and retries more than they compute, so they run side by side.
describe('requests of the provider, story by story', () => {
  test.concurrent.each(Object.entries(stories))('are those of the real one: %s', async (story, steps) => {
    const api = await startReplayApi();
    const provider = await startTerraformProvider({ apiBaseUrl: api.baseUrl, apiToken: TOKEN });
    const directory = await mkdtemp(path.join(tmpdir(), 'replay-'));
    try {
      let workspace = { directory: path.join(directory, 'main'), reattach: provider.reattach };
      for (const step of steps) {
        if (step.workspace !== undefined) {
          workspace = { ...workspace, directory: path.join(directory, step.workspace) };
        }
        if (step.configuration !== undefined) await configure(workspace, step.configuration);
        const exchanges = step.recorded === null ? [] : recordedExchanges(step.story ?? story, step.recorded);
        api.play(exchanges);
        const run = await terraform(workspace, step.args);
        expect({ step: step.recorded, exitCode: run.exitCode, output: run.output }).toEqual({
          step: step.recorded,
          exitCode: step.exitCode ?? 0,
          output: run.output,
        });
        for (const text of step.says ?? []) expect(run.output).toContain(text);
        expect(inComparableOrder(api.received())).toEqual(inComparableOrder(exchanges.map(compared)));
      }
    } finally {
      await provider.close();
      await api.close();
      await rm(directory, { recursive: true, force: true });
    }
  });
});
