import { App } from 'cdktf';
import { lastDay } from '../last-day';
import { DashboardWafStack } from './dashboard-waf-stack';

const app = new App();
new DashboardWafStack(app, 'dashboard-waf', ['203.0.113.0/24'], lastDay());
app.synth();
