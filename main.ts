import { production } from './stacks/config';
import { DashboardWafStack } from './stacks/dashboard-waf-stack';
import { loadConfig } from './stacks/load-config';
import { runApp } from './stacks/run-app';

runApp((app) => new DashboardWafStack(app, 'dashboard-waf', loadConfig(production, process.env)));
