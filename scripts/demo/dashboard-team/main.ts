import { App } from 'cdktf';
import { DashboardWafStack } from './dashboard-waf-stack';

const app = new App();
new DashboardWafStack(app, 'dashboard-waf', ['203.0.113.0/24']);
app.synth();
