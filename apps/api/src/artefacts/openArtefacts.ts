import type { Environment } from '../settings/environment.ts'
import type { SnapshotStore } from '../snapshots/snapshotStore.ts'
import { type ArtefactFiles, artefactFiles } from './artefactFiles.ts'

const mib = 2 ** 20
const gib = 2 ** 30
const daySeconds = 86_400

/** The operator's store of artefacts with its limits. `files` is null if no store is configured. */
export type Artefacts = {
  readonly files: ArtefactFiles | null
  readonly keptSeconds: number
  readonly mostAccountBytes: number
  readonly mostTotalBytes: number
}

/** Opens the store of artefacts, which is the store of snapshots, with the limits in the operator's settings. */
export function openArtefacts(
  env: Pick<Environment, 'ARTEFACT_ACCOUNT_MIB' | 'ARTEFACT_TOTAL_GIB' | 'ARTEFACT_KEPT_DAYS'>,
  store: SnapshotStore | null,
): Artefacts {
  return {
    files: store === null ? null : artefactFiles(store),
    keptSeconds: Math.round(env.ARTEFACT_KEPT_DAYS * daySeconds),
    mostAccountBytes: Math.floor(env.ARTEFACT_ACCOUNT_MIB * mib),
    mostTotalBytes: Math.floor(env.ARTEFACT_TOTAL_GIB * gib),
  }
}
