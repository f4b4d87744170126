import type { Queryable } from '../client/queryable.ts'

/** One stored calendar word: 64 hourly counters of 4 bits. */
export interface CalendarWordRow {
  nodeId: string
  wordIndex: bigint
  word: bigint
}

/** Every stored calendar word. For audits: reads the whole table. Takes no lock. */
export async function listAllCalendarWords(db: Queryable): Promise<CalendarWordRow[]> {
  return db.query<CalendarWordRow>('select node_id as "nodeId", word_index as "wordIndex", word from node_calendar order by node_id, word_index', [])
}
