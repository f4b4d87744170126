import { type Db, listBusyWords, listReservations } from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import type { ListingIndex } from '../market/createListingIndex.ts'
import { type HoursOfNode, takenOf } from '../market/marketNodeOf.ts'

type WhichNodes = { readonly nodeIds: readonly string[]; readonly wordsFromHour: number }

/** What is taken of some nodes. */
export async function listHours(db: Db, { nodeIds, wordsFromHour }: WhichNodes): Promise<(nodeId: string) => HoursOfNode> {
  const [words, reservations] = await Promise.all([
    listBusyWords(db, { nodeIds, fromIndex: BigInt(Math.floor(wordsFromHour / hoursPerWord)) }),
    listReservations(db, { nodeIds, nowMs: Date.now() }),
  ])
  const wordsOf = Map.groupBy(words, ({ nodeId }) => nodeId)
  const reservationsOf = Map.groupBy(reservations, ({ nodeId }) => nodeId)
  return (nodeId) => ({ words: wordsOf.get(nodeId) ?? [], reservations: reservationsOf.get(nodeId) ?? [] })
}

/** Reads into the index what is taken of nodes that are in it. */
export async function readHours({ db, index }: { db: Db; index: ListingIndex }, which: WhichNodes): Promise<void> {
  if (which.nodeIds.length === 0) return
  const hoursOf = await listHours(db, which)
  for (const nodeId of which.nodeIds) {
    const node = index.node(nodeId)
    if (node !== null) index.put({ ...node, taken: takenOf(hoursOf(nodeId)) })
  }
}
