export { type Sandbox, startSandbox } from './sandbox';
export { findTerraform } from './terraform-binary';
