import type { ReservedHours } from '../events/bookEvent.ts'
import type { Book } from './book.ts'
import { HourCounts, noHours } from './hourCounts.ts'
import { markStartable } from './marketBook.ts'
import type { NodeRecord } from './nodeRecord.ts'
import { wakeNode } from './woken.ts'

/** Which count of a node: hours of leases on the chain, or hours that the book set aside. */
export type Calendar = 'leased' | 'reserved'

/** GPUs in every hour of a range, of one of the two counts. */
export type Taken = { readonly calendar: Calendar; readonly hours: ReservedHours; readonly gpus: number }

/** Takes GPUs of a node in every hour of a range. Hours before the book's horizon are history and not counted. */
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

/** Gives GPUs of a node back in every hour of a range, which standing bids then look at. Asserts that they were taken. */
export function giveHours(book: Book, node: NodeRecord, taken: Taken): void {
  dropHours(book, node, taken)
  markStartable(book, node)
  wakeNode(book, node)
}

/**
 * Gives GPUs of a node back, of which others are taken in the same breath: then its asks are marked anew, not before, or most of them would lose their mark and
 * get it back. Who took them says whether any are left to look at.
 */
export function dropHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const counted = countedOf(book, hours)
  changeHours(node, { calendar, hours: counted, gpus: -gpus })
  noteSteps(book, node, counted)
}

/** Changes one of a node's counts alone: who takes hours, or gives them back, has more to do. Until then a node has no hours of its own. */
export function changeHours(node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  if (node[calendar] === noHours) node[calendar] = new HourCounts()
  node[calendar].change(hours, gpus)
}

/** The hours of a range that are counted: a clock that fell back may stand before the first of them. */
function countedOf({ horizonHour }: Book, { fromHour, toHour }: ReservedHours): ReservedHours {
  return { fromHour: Math.max(fromHour, horizonHour), toHour }
}

/** What is taken of a node changes by itself when the first hour of a range comes, and the one after its last. */
function noteSteps({ hour, hourSteps }: Book, node: NodeRecord, { fromHour, toHour }: ReservedHours): void {
  if (fromHour > hour) hourSteps.note(fromHour, node)
  if (toHour > hour) hourSteps.note(toHour, node)
}
