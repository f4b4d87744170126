import type { Queryable } from '../client/queryable.ts'
import type { WordRow } from './foldedRows.ts'

/** Calendar words of nodes from `fromIndex` on. Index: node_calendar (node_id, word_index). Takes no lock: the follower is their only writer. */
export async function loadWords(tx: Queryable, { nodeIds, fromIndex }: { nodeIds: readonly string[]; fromIndex: bigint }): Promise<WordRow[]> {
  if (nodeIds.length === 0) return []
  return tx.query<WordRow>(
    `select node_id as "nodeId", word_index as "wordIndex", word, updated_block as "updatedBlock" from node_calendar
     where node_id = any($1::text[]) and word_index >= $2`,
    [nodeIds, fromIndex],
  )
}
