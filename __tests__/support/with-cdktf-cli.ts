import { requireCdktfStarts } from '../../lib/ci/terraform/cdktf-cli';

/** Whether this version of Node starts `cdktf`: Node 24 does not, and what runs `cdktf` is skipped there. */
export function startsCdktf(): boolean {
  try {
    requireCdktfStarts(process.cwd());
    return true;
  } catch {
    return false;
  }
}
