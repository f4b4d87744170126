import { atOneMoment, type Db, listBusyWords, listReservations, listUnfinalEnds } from '@infinitio/db'
import { hoursPerWord } from '@infinitio/domain'
import type { HoursOfNode } from '../machines/marketNodeOf.ts'

/** Nodes, and the Unix hour from which their hours are read. */
export type WhichHours = { readonly nodeIds: readonly string[]; readonly fromHour: number }

/**
 * Reads the booked hours of some nodes at one moment of the database (in one snapshot). When a match settles, its hours move from the reservations of the order
 * book to the bookings of the chain. When a lease ends early, its hours move from these bookings to the ends that are not final. If the tables were read one
 * after the other, such hours could be in none of the results, and the node would seem free.
 */
export async function listHours(db: Pick<Db, 'transaction'>, { nodeIds, fromHour }: WhichHours): Promise<(nodeId: string) => HoursOfNode> {
  const fromIndex = BigInt(Math.floor(fromHour / hoursPerWord))
  const [words, reservations, ends] = await atOneMoment(db, (tx) =>
    Promise.all([listBusyWords(tx, { nodeIds, fromIndex }), listReservations(tx, { nodeIds, nowMs: Date.now() }), listUnfinalEnds(tx, { nodeIds })]),
  )
  const wordsOf = Map.groupBy(words, ({ nodeId }) => nodeId)
  const reservationsOf = Map.groupBy(reservations, ({ nodeId }) => nodeId)
  const endsOf = Map.groupBy(ends, ({ nodeId }) => nodeId)
  return (nodeId) => ({ words: wordsOf.get(nodeId) ?? [], reservations: reservationsOf.get(nodeId) ?? [], ends: endsOf.get(nodeId) ?? [] })
}
