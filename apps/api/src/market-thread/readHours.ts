import type { Db } from '@infinitio/db'
import type { ListingIndex } from '../market/createListingIndex.ts'
import { listHours, type WhichHours } from '../market/starts/listHours.ts'
import { takenOf } from '../market/machines/marketNodeOf.ts'

/** Reads into the index what is taken of nodes that are in it. */
export async function readHours({ db, index }: { db: Db; index: ListingIndex }, which: WhichHours): Promise<void> {
  if (which.nodeIds.length === 0) return
  const hoursOf = await listHours(db, which)
  for (const nodeId of which.nodeIds) {
    const node = index.node(nodeId)
    if (node !== null) index.put({ ...node, taken: takenOf(hoursOf(nodeId)) })
  }
}
