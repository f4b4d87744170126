import type { Queryable } from '../client/queryable.ts'

/** One calendar word of a node: 64 hourly counters of 4 bits. */
export interface BusyWordRow {
  nodeId: string
  wordIndex: bigint
  word: bigint
}

/** Calendar words of these nodes that are not zero, from an index on. Index: node_calendar (node_id, word_index). Takes no lock. */
export async function listBusyWords(
  db: Queryable,
  { nodeIds, fromIndex }: { nodeIds: readonly string[]; fromIndex: bigint },
): Promise<BusyWordRow[]> {
  return db.query<BusyWordRow>(
    'select node_id as "nodeId", word_index as "wordIndex", word from node_calendar where node_id = any($1) and word_index >= $2 and word <> 0',
    [nodeIds, fromIndex],
  )
}
