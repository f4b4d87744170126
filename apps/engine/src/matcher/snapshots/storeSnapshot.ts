import { type Db, deleteSnapshots, insertSnapshot } from '@infinitio/db'
import type { PackedSnapshot } from './packSnapshot.ts'
import { listNamedSeqs } from './snapshotName.ts'

const KEPT = 3

/**
 * Stores a snapshot in one transaction and deletes all others except the two newest that the journal names. Replaces an earlier snapshot of the same row: the
 * journal never named that one. Returns false if the journal no longer contains the row.
 */
export function storeSnapshot(db: Db, { row, parts }: PackedSnapshot): Promise<boolean> {
  return db.transaction(async (tx) => {
    const named = await listNamedSeqs(tx)
    await deleteSnapshots(tx, { except: named.filter((seq) => seq < row.seq).slice(0, KEPT - 1) })
    return insertSnapshot(tx, row, parts)
  })
}
