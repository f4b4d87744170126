import { type Db, listBusyWords, listMarketNodes, listReservations } from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import { type ListingIndex, namesIn } from '../market/createListingIndex.ts'
import { marketNodeOf } from '../market/marketNodeOf.ts'

/** Reads nodes with their asks and calendars into the index; those that are not registered any more leave it. */
export async function readNodes(
  { db, index }: { db: Db; index: ListingIndex },
  { nodeIds, wordsFromHour }: { nodeIds: readonly string[]; wordsFromHour: number },
): Promise<void> {
  if (nodeIds.length === 0) return
  const [rows, words, reservations] = await Promise.all([
    listMarketNodes(db, { nodeIds }),
    listBusyWords(db, { nodeIds, fromIndex: BigInt(Math.floor(wordsFromHour / hoursPerWord)) }),
    listReservations(db, { nodeIds, nowMs: Date.now() }),
  ])
  const wordsOf = Map.groupBy(words, ({ nodeId }) => nodeId)
  const reservationsOf = Map.groupBy(reservations, ({ nodeId }) => nodeId)
  const gone = new Set(nodeIds)
  for (const row of rows) {
    gone.delete(row.nodeId)
    const taken = { words: wordsOf.get(row.nodeId) ?? [], reservations: reservationsOf.get(row.nodeId) ?? [] }
    index.put(marketNodeOf(row, { ...taken, ...namesIn(index.catalogue(), row) }))
  }
  for (const nodeId of gone) index.remove(nodeId)
}
