import type { ReservedHours } from '../events/bookEvent.ts'
import type { Book } from './book.ts'
import { HourCounts, noHours } from './structures/hourCounts.ts'
import { markStartable } from './marketBook.ts'
import { wakeNode } from './woken.ts'
import type { NodeRecord } from './records.ts'

/** The name of one of a node's two counts: `leased` for leases on the chain, `reserved` for holds and matches in the book. */
export type Calendar = 'leased' | 'reserved'

/** Some GPUs in every hour of a range, and the count to which they belong. */
export type Taken = { readonly calendar: Calendar; readonly hours: ReservedHours; readonly gpus: number }

/** Takes GPUs of a node in every hour of a range. Ignores hours before the first hour that the book still counts. */
export function takeHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const counted = countedOf(book, hours)
  changeHours(node, { calendar, hours: counted, gpus })
  if (!node.isBusy && counted.fromHour < counted.toHour) {
    node.isBusy = true
    book.busyNodes.push(node)
  }
  noteSteps(book, node, counted)
  markStartable(book, node)
}

/** Frees GPUs of a node in every hour of a range, and offers them to resting bids. Asserts that the GPUs were taken. */
export function giveHours(book: Book, node: NodeRecord, taken: Taken): void {
  dropHours(book, node, taken)
  markStartable(book, node)
  wakeNode(book, node)
}

/**
 * Frees GPUs of a node, but does not update the marks that show which of the node's asks can start now. Use it if the caller directly takes other GPUs of the
 * node, because two updates would remove and restore most marks. The caller must then let the resting bids search again.
 */
export function dropHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const counted = countedOf(book, hours)
  changeHours(node, { calendar, hours: counted, gpus: -gpus })
  noteSteps(book, node, counted)
}

/**
 * Changes only one of a node's two counts of GPUs per hour (leased or reserved). The caller updates `hourSteps` and the marks of the asks that can start now.
 * All nodes without booked hours share one empty count, so such a node gets a separate count before the change.
 */
export function changeHours(node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  if (node[calendar] === noHours) node[calendar] = new HourCounts()
  node[calendar].change(hours, gpus)
}

/** Returns the part of a range from the first hour that the book still counts. A range can begin before that hour if the clock was set back. */
function countedOf({ horizonHour }: Book, { fromHour, toHour }: ReservedHours): ReservedHours {
  return { fromHour: Math.max(fromHour, horizonHour), toHour }
}

/**
 * Adds the first hour of a range and the first hour after the range to the index of hours (`hourSteps`), if they are still to come. The free GPUs change at
 * these hours without a command.
 */
function noteSteps({ hour, hourSteps }: Book, node: NodeRecord, { fromHour, toHour }: ReservedHours): void {
  if (fromHour > hour) hourSteps.note(fromHour, node)
  if (toHour > hour) hourSteps.note(toHour, node)
}
