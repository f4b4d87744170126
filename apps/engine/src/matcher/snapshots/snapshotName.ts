import { findSnapshotName, listSnapshots, type Queryable } from '@infinitio/db'
import { type BookCommand, fromCanonical } from '@infinitio/matching'

/** The journal command that names a snapshot of the order book. */
export type SnapshotName = Extract<BookCommand, { kind: 'SnapshotTaken' }>

const MOST_LOOKED_AT = 10

/** Returns the name that the journal gives to the snapshot after row `seq`; returns null if no row names it. */
export async function readSnapshotName(db: Queryable, { seq }: { seq: bigint }): Promise<SnapshotName | null> {
  const text = await findSnapshotName(db, { atSeq: seq })
  const command = text === null ? null : fromCanonical(text)
  return command?.kind === 'SnapshotTaken' && BigInt(command.atSeq) === seq ? command : null
}

/**
 * Looks at the newest `MOST_LOOKED_AT` stored snapshots. Returns the journal row number of each one whose name (hash) is in the journal, newest first.
 */
export async function listNamedSeqs(db: Queryable): Promise<bigint[]> {
  const named: bigint[] = []
  for (const snapshot of await listSnapshots(db, { limit: MOST_LOOKED_AT })) {
    if ((await readSnapshotName(db, snapshot)) !== null) named.push(snapshot.seq)
  }
  return named
}
