export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox';
export { findTerraform, type TerraformBinary } from './terraform-binary';
