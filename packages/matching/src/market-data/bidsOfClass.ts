import { zeroHex32 } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import type { PastBid } from './bidTape.ts'

/** Returns true if a past bid wanted a class. A bid for one node wants the class of that node. */
export function wantsClass(book: Book, { placed: { bid } }: PastBid, classId: number): boolean {
  if (bid.node !== zeroHex32) return book.nodes.get(bid.node)?.classId === classId
  return ((bid.classMask >> BigInt(classId)) & 1n) === 1n
}

/**
 * Returns the newest past bids that wanted a class, at most `most`, oldest first. `isCut` is true if there are older ones. Reads only as many bids as needed,
 * from the newest one back.
 */
export function bidsOfClass(
  book: Book,
  { bids, classId, most }: { bids: readonly PastBid[]; classId: number; most: number },
): { readonly bids: PastBid[]; readonly isCut: boolean } {
  const found: PastBid[] = []
  for (let at = bids.length - 1; at >= 0; at -= 1) {
    const bid = bids[at] as PastBid
    if (!wantsClass(book, bid, classId)) continue
    if (found.length === most) return { bids: found.reverse(), isCut: true }
    found.push(bid)
  }
  return { bids: found.reverse(), isCut: false }
}
