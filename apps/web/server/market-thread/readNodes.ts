import { type Db, listMarketNodes } from '@infinitio/db'
import { type ListingIndex, namesIn } from '../market/createListingIndex.ts'
import { marketNodeOf } from '../market/marketNodeOf.ts'
import { listHours } from './readHours.ts'

/** Reads nodes with their asks and calendars into the index; those that are not registered any more leave it. */
export async function readNodes(
  { db, index }: { db: Db; index: ListingIndex },
  { nodeIds, wordsFromHour }: { nodeIds: readonly string[]; wordsFromHour: number },
): Promise<void> {
  if (nodeIds.length === 0) return
  const [rows, hoursOf] = await Promise.all([listMarketNodes(db, { nodeIds }), listHours(db, { nodeIds, wordsFromHour })])
  const gone = new Set(nodeIds)
  for (const row of rows) {
    gone.delete(row.nodeId)
    index.put(marketNodeOf(row, { ...hoursOf(row.nodeId), ...namesIn(index.catalogue(), row) }))
  }
  for (const nodeId of gone) index.remove(nodeId)
}
