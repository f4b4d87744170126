import type { Environment } from '../environment.ts'
import { folderStore } from './folderStore.ts'
import type { Snapshots, SnapshotStore } from './snapshotStore.ts'

const gib = 2 ** 30
const daySeconds = 86_400

/** The store that the operator's settings name, with its limits. Throws when they contradict each other. */
export function openSnapshots(env: Environment): Snapshots {
  return {
    store: openStore(env),
    keptSeconds: Math.round(env.SNAPSHOT_KEPT_DAYS * daySeconds),
    mostAccountBytes: Math.floor(env.SNAPSHOT_ACCOUNT_GIB * gib),
  }
}

function openStore({ SNAPSHOT_FOLDER: folder }: Environment): SnapshotStore | null {
  return folder === undefined ? null : folderStore(folder)
}
