import type { ReservedHours } from '../events/bookEvent.ts'
import type { Book } from './book.ts'
import { relist } from './marketBook.ts'
import type { NodeRecord } from './nodeRecord.ts'
import { wakeNode } from './woken.ts'

/** Which count of a node: hours of leases on the chain, or hours that the book set aside. */
export type Calendar = 'leased' | 'reserved'

/** GPUs in every hour of a range, of one of the two counts. */
export type Taken = { readonly calendar: Calendar; readonly hours: ReservedHours; readonly gpus: number }

/** Takes GPUs of a node in every hour of a range. Hours before the book's horizon are history and not counted. */
export function takeHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const fromHour = Math.max(hours.fromHour, book.horizonHour)
  node[calendar].change({ fromHour, toHour: hours.toHour }, gpus)
  if (fromHour < hours.toHour) book.busyNodes.add(node)
  relist(book, node)
}

/** Gives GPUs of a node back in every hour of a range, which standing bids then look at. Asserts that they were taken. */
export function giveHours(book: Book, node: NodeRecord, taken: Taken): void {
  dropHours(book, node, taken)
  wakeNode(book, node)
}

/** Gives GPUs of a node back, of which others are taken in the same breath: who took them says whether any are left to look at. */
export function dropHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const fromHour = Math.max(hours.fromHour, book.horizonHour)
  node[calendar].change({ fromHour, toHour: hours.toHour }, -gpus)
  relist(book, node)
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

/** The last hour of a range in which a node has fewer GPUs free than wanted; null when there is none. */
export function lastHourBelow(node: NodeRecord, { fromHour, toHour }: ReservedHours, wanted: number): number | null {
  const { leased, reserved, gpus } = node
  for (let hour = Math.min(toHour, Math.max(leased.to, reserved.to)) - 1; hour >= fromHour; hour -= 1)
    if (gpus - leased.get(hour) - reserved.get(hour) < wanted) return hour
  return gpus < wanted ? toHour - 1 : null
}
