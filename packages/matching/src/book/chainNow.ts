import { assert, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { Book } from './book.ts'
import { numberOf } from './structures/numberOf.ts'
import { wholeOf } from './structures/wholeOf.ts'

/**
 * Returns the block clock at a moment of the wall clock: the time of the last head block plus the whole seconds since
 * the block arrived. Asserts that a block has arrived.
 */
export function chainNow(book: Pick<Book, 'clock'>, atMs: number): UnixSeconds {
  assert(book.clock !== null, 'a block comes before anything that needs the chain clock')
  const elapsedMs = Math.max(0, atMs - book.clock.atMs)
  return unixSeconds(wholeOf(numberOf(book.clock.timestamp) + Math.floor(elapsedMs / 1000)))
}
