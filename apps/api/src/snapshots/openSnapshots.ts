import { readFileSync } from 'node:fs'
import type { Environment } from '../settings/environment.ts'
import { folderStore } from './folderStore.ts'
import { s3Store } from './s3Store.ts'
import type { Snapshots, SnapshotStore } from './snapshotStore.ts'

const gib = 2 ** 30
const daySeconds = 86_400

/**
 * Opens the store in the operator's settings, with its limits. Throws if the settings contradict
 * each other.
 */
export function openSnapshots(env: Environment): Snapshots {
  return {
    store: openStore(env),
    keptSeconds: Math.round(env.SNAPSHOT_KEPT_DAYS * daySeconds),
    mostAccountBytes: Math.floor(env.SNAPSHOT_ACCOUNT_GIB * gib),
  }
}

function openStore(env: Environment): SnapshotStore | null {
  const { SNAPSHOT_FOLDER: folder, SNAPSHOT_S3_ENDPOINT: endpoint, SNAPSHOT_S3_BUCKET: bucket } = env
  const { SNAPSHOT_S3_REGION: region, SNAPSHOT_S3_KEY_ID: keyId, SNAPSHOT_S3_SECRET_FILE: secretFile } = env
  if (folder !== undefined && endpoint !== undefined) throw new Error('SNAPSHOT_FOLDER and SNAPSHOT_S3_ENDPOINT are both set: choose one')
  if (folder !== undefined) return folderStore(folder)
  if (endpoint === undefined) return null
  if (bucket === undefined || keyId === undefined || secretFile === undefined)
    throw new Error('SNAPSHOT_S3_ENDPOINT needs SNAPSHOT_S3_BUCKET, SNAPSHOT_S3_KEY_ID and SNAPSHOT_S3_SECRET_FILE')
  return s3Store({ endpoint, bucket, region, keyId, secret: readFileSync(secretFile, 'utf8').trim() })
}
