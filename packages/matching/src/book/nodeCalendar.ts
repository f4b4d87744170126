import type { ReservedHours } from '../events/bookEvent.ts'
import type { Book } from './book.ts'
import { relist } from './marketBook.ts'
import type { NodeRecord } from './nodeRecord.ts'
import { wakeNode } from './woken.ts'

/** Which count of a node: hours of leases on the chain, or hours that the book set aside. */
export type Calendar = 'leased' | 'reserved'

/** Takes GPUs of a node in every hour of a range. Hours before the book's horizon are history and not counted. */
export function takeHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: { calendar: Calendar; hours: ReservedHours; gpus: number }): void {
  const fromHour = Math.max(hours.fromHour, book.horizonHour)
  node[calendar].change({ fromHour, toHour: hours.toHour }, gpus)
  if (fromHour < hours.toHour) book.busyNodes.add(node)
  relist(book, node)
}

/** Gives GPUs of a node back in every hour of a range, which standing bids then look at. Asserts that they were taken. */
export function giveHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: { calendar: Calendar; hours: ReservedHours; gpus: number }): void {
  const fromHour = Math.max(hours.fromHour, book.horizonHour)
  node[calendar].change({ fromHour, toHour: hours.toHour }, -gpus)
  relist(book, node)
  wakeNode(book, node)
}

/** GPUs taken in an hour, by leases and by the book. */
export function takenAt({ leased, reserved }: NodeRecord, hour: number): number {
  return leased.get(hour) + reserved.get(hour)
}

/** GPUs free in every hour of a range; below 0 when the chain gave more than the book knew of. */
export function freeGpus(node: NodeRecord, fromHour: number, toHour: number): number {
  const { leased, reserved } = node
  const last = Math.min(toHour, Math.max(leased.to, reserved.to))
  let most = 0
  for (let hour = fromHour; hour < last; hour += 1) {
    const taken = leased.get(hour) + reserved.get(hour)
    if (taken > most) most = taken
  }
  return node.gpus - most
}
