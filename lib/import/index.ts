export { importRule, type ImportedRule } from './import-rule';
export { toTestCode } from './test-code';
export { type ImportedZone, toTypeScript } from './typescript';
