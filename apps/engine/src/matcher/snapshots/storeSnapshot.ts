import { type Db, deleteSnapshots, insertSnapshot } from '@infinitio/db'
import type { PackedSnapshot } from './packSnapshot.ts'

const KEPT = 3

/** Stores a snapshot in one transaction, and throws away all but the newest three. False when it is there already, or the journal lost its row. */
export function storeSnapshot(db: Db, { row, parts }: PackedSnapshot): Promise<boolean> {
  return db.transaction(async (tx) => {
    const isNew = await insertSnapshot(tx, row, parts)
    await deleteSnapshots(tx, { keep: KEPT })
    return isNew
  })
}
