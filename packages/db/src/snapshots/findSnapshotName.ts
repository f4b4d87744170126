import type { Queryable } from '../client/queryable.ts'

/**
 * Returns the text of the first `SnapshotTaken` command that names the snapshot after row `atSeq`, or null. That row follows soon after `atSeq`; without one all
 * later rows are read. Index: journal (seq). Takes no lock.
 */
export async function findSnapshotName(db: Queryable, { atSeq }: { atSeq: bigint }): Promise<string | null> {
  const rows = await db.query<{ command: string }>('select command from journal where seq > $1 and starts_with(command, $2) order by seq limit 1', [
    atSeq,
    `{"atSeq":${atSeq},`,
  ])
  return rows[0]?.command ?? null
}
