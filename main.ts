import { App } from 'cdktf';
import { production } from './stacks/config';
import { DashboardWafStack } from './stacks/dashboard-waf-stack';
import { loadConfig } from './stacks/load-config';

const app = new App();
new DashboardWafStack(app, 'dashboard-waf', loadConfig(production, process.env));
app.synth();
