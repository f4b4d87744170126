import type { Queryable } from '../client/queryable.ts'

/** Calendar words of a node from `fromIndex` to `toIndex` (both included); a word that is absent is zero. Index: node_calendar (node_id, word_index). */
export async function listCalendarWords(
  db: Queryable,
  { nodeId, fromIndex, toIndex }: { nodeId: string; fromIndex: bigint; toIndex: bigint },
): Promise<Map<bigint, bigint>> {
  const rows = await db.query<{ word_index: bigint; word: bigint }>(
    'select word_index, word from node_calendar where node_id = $1 and word_index between $2 and $3',
    [nodeId, fromIndex, toIndex],
  )
  return new Map(rows.map((row) => [row.word_index, row.word]))
}
