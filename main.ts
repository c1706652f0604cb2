import { App } from 'cdktf';
import { config } from './package.json';
import { production } from './stacks/config';
import { DashboardWafStack } from './stacks/dashboard-waf-stack';
import { loadConfig, nameOverridesOnFailure } from './stacks/load-config';

/** Every stack of this repository; the tests of its exceptions are in `__tests__/stacks`. */
export function declareStacks(app: App): void {
  // The name is in package.json, where the npm scripts and the workflows find it too.
  new DashboardWafStack(app, config.stack, loadConfig(production, process.env));
}

if (require.main === module) {
  nameOverridesOnFailure(process.env);
  const app = new App();
  declareStacks(app);
  app.synth();
}
