import type { Queryable } from '../client/queryable.ts'

/** Stores one calendar word (64 hourly counters of 4 bits). Index: node_calendar (node_id, word_index). Locks its row. */
export async function saveCalendarWord(
  tx: Queryable,
  { nodeId, index, word, updatedBlock }: { nodeId: string; index: bigint; word: bigint; updatedBlock: bigint },
): Promise<void> {
  await tx.query(
    `insert into node_calendar (node_id, word_index, word, updated_block) values ($1, $2, $3, $4)
     on conflict (node_id, word_index) do update set word = excluded.word, updated_block = excluded.updated_block`,
    [nodeId, index, word, updatedBlock],
  )
}
