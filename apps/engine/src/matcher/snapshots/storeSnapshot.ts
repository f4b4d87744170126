import { type Db, deleteSnapshots, insertSnapshot } from '@infinitio/db'
import type { PackedSnapshot } from './packSnapshot.ts'
import { listNamedSeqs } from './snapshotName.ts'

const KEPT = 3

/**
 * Stores a snapshot in one transaction, and deletes all others except the newest two that the journal names. A snapshot that was at its row already was never
 * named, and is replaced. False when the journal lost its row.
 */
export function storeSnapshot(db: Db, { row, parts }: PackedSnapshot): Promise<boolean> {
  return db.transaction(async (tx) => {
    const named = await listNamedSeqs(tx)
    await deleteSnapshots(tx, { except: named.filter((seq) => seq < row.seq).slice(0, KEPT - 1) })
    return insertSnapshot(tx, row, parts)
  })
}
