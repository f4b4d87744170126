import type { Queryable } from '../client/queryable.ts'

/** One calendar word of a node: 64 hourly counters of 4 bits. */
export interface BusyWordRow {
  nodeId: string
  wordIndex: bigint
  word: bigint
}

/** Calendar words of all nodes that are not zero, from one index to another (both included). Index: node_calendar (node_id, word_index). Takes no lock. */
export async function listBusyWords(db: Queryable, { fromIndex, toIndex }: { fromIndex: bigint; toIndex: bigint }): Promise<BusyWordRow[]> {
  return db.query<BusyWordRow>(
    'select node_id as "nodeId", word_index as "wordIndex", word from node_calendar where word_index between $1 and $2 and word <> 0',
    [fromIndex, toIndex],
  )
}
