import type { ReservedHours } from '../events/bookEvent.ts'
import type { Book } from './book.ts'
import { HourCounts, noHours } from './hourCounts.ts'
import { markStartable } from './marketBook.ts'
import { wakeNode } from './woken.ts'
import type { NodeRecord } from './records.ts'

/** One of a node's two counts: hours of leases on the chain, or hours that the book reserves. */
export type Calendar = 'leased' | 'reserved'

/** Some GPUs in every hour of a range, and the count to which they belong. */
export type Taken = { readonly calendar: Calendar; readonly hours: ReservedHours; readonly gpus: number }

/** Takes GPUs of a node in every hour of a range. Skips past hours before the book's horizon. */
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
 * Frees GPUs of a node without updating the marks of its asks. Use it if other GPUs of the node are taken directly afterwards, because two updates would remove
 * and restore most marks. The caller must then wake the resting bids.
 */
export function dropHours(book: Book, node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  const counted = countedOf(book, hours)
  changeHours(node, { calendar, hours: counted, gpus: -gpus })
  noteSteps(book, node, counted)
}

/** Changes only one of a node's counts; the callers update marks and steps. At first use, the node gets its own counter. */
export function changeHours(node: NodeRecord, { calendar, hours, gpus }: Taken): void {
  if (node[calendar] === noHours) node[calendar] = new HourCounts()
  node[calendar].change(hours, gpus)
}

/** Returns the counted hours of a range. After the clock fell back, the range may begin before the first counted hour. */
function countedOf({ horizonHour }: Book, { fromHour, toHour }: ReservedHours): ReservedHours {
  return { fromHour: Math.max(fromHour, horizonHour), toHour }
}

/** Notes the first hour of a range and the hour after it: the free GPUs change then without a command. */
function noteSteps({ hour, hourSteps }: Book, node: NodeRecord, { fromHour, toHour }: ReservedHours): void {
  if (fromHour > hour) hourSteps.note(fromHour, node)
  if (toHour > hour) hourSteps.note(toHour, node)
}
