import { type Db, listMarketNodes, type MarketNodeRow } from '@infinitio/db'
import { type ListingIndex, namesIn } from '../market/createListingIndex.ts'
import { listHours, type WhichHours } from '../market/starts/listHours.ts'
import { type HoursOfNode, marketNodeOf } from '../market/machines/marketNodeOf.ts'

/** Some nodes as the tables have them; those that are not registered any more are missing from `rows`. */
export type FetchedNodes = {
  readonly nodeIds: readonly string[]
  readonly rows: readonly MarketNodeRow[]
  readonly hoursOf: (nodeId: string) => HoursOfNode
}

/** Fetches nodes with their asks and calendars. */
export async function fetchNodes(db: Db, { nodeIds, fromHour }: WhichHours): Promise<FetchedNodes> {
  if (nodeIds.length === 0) return { nodeIds, rows: [], hoursOf: () => ({ words: [], reservations: [], ends: [] }) }
  const [rows, hoursOf] = await Promise.all([listMarketNodes(db, { nodeIds }), listHours(db, { nodeIds, fromHour })])
  return { nodeIds, rows, hoursOf }
}

/** Puts them into the index; those that are not registered any more leave it. */
export function putNodes(index: ListingIndex, { nodeIds, rows, hoursOf }: FetchedNodes): void {
  const gone = new Set(nodeIds)
  for (const row of rows) {
    gone.delete(row.nodeId)
    index.put(marketNodeOf(row, { ...hoursOf(row.nodeId), ...namesIn(index.catalogue(), row) }))
  }
  for (const nodeId of gone) index.remove(nodeId)
}
