import { LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import { InputError } from '../lib';

/**
 * Where Terraform keeps its state. Credentials never stand here: S3 and R2 read `AWS_ACCESS_KEY_ID` and
 * `AWS_SECRET_ACCESS_KEY`, or what else the AWS SDK finds.
 */
export type StateBackend =
  /** A file beside `cdktf.json`: for trying things out, and for nothing else. */
  | { readonly type: 'local' }
  /** Amazon S3, locked by conditional writes. Turn on the bucket's versioning. */
  | { readonly type: 's3'; readonly bucket: string; readonly key: string; readonly region: string }
  /** Cloudflare R2, locked likewise. R2 keeps no versions: copy the state before each deploy. */
  | { readonly type: 'r2'; readonly accountId: string; readonly bucket: string; readonly key: string };

/** The keys that each type of backend needs, besides `type`. */
const KEYS = { local: [], s3: ['bucket', 'key', 'region'], r2: ['accountId', 'bucket', 'key'] } as const;

/** Gives the stack its backend. */
export function useBackend(stack: TerraformStack, backend: StateBackend): void {
  if (backend.type === 'local') {
    new LocalBackend(stack, {});
    return;
  }
  const s3 =
    backend.type === 's3'
      ? new S3Backend(stack, {
          bucket: backend.bucket,
          key: backend.key,
          region: backend.region,
          encrypt: true,
        })
      : new S3Backend(stack, {
          bucket: backend.bucket,
          key: backend.key,
          region: 'auto',
          endpoints: { s3: `https://${backend.accountId}.r2.cloudflarestorage.com` },
          skipCredentialsValidation: true,
          skipMetadataApiCheck: true,
          skipRegionValidation: true,
          skipRequestingAccountId: true,
          skipS3Checksum: true,
          usePathStyle: true,
        });
  // CDKTF 0.21 is older than this argument of Terraform 1.10.
  s3.addOverride('use_lockfile', true);
}

/**
 * Reads a backend from JSON.
 *
 * @throws InputError `config/backend`
 */
export function parseBackend(text: string): StateBackend {
  const value = parseJson(text);
  const type = isObject(value) ? value['type'] : undefined;
  if (!isObject(value) || typeof type !== 'string' || !Object.hasOwn(KEYS, type)) {
    throw backendError(`must be a JSON object with "type" ${Object.keys(KEYS).join(', ')}`, text);
  }
  const keys: readonly string[] = KEYS[type as keyof typeof KEYS];
  for (const key of keys) {
    if (typeof value[key] !== 'string' || value[key] === '')
      throw backendError(`needs the key "${key}"`, text);
  }
  if (type === 'r2' && !/^[0-9a-f]{32}$/.test(String(value['accountId']))) {
    throw backendError('needs an "accountId" of 32 lower-case hex characters', text);
  }
  const unknown = Object.keys(value).find((key) => key !== 'type' && !keys.includes(key));
  if (unknown !== undefined) throw backendError(`has the unknown key "${unknown}"`, text);
  return value as unknown as StateBackend;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function backendError(problem: string, text: string): InputError {
  return new InputError('config/backend', {
    // The text is not repeated: somebody may have put a secret key into it.
    message: `the state backend ${problem}, got ${text.length} characters`,
    help: 'write {"type":"s3","bucket":"...","key":"...","region":"..."}, {"type":"r2","accountId":"...","bucket":"...","key":"..."} or {"type":"local"}',
  });
}
