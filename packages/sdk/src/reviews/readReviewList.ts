import type { ReviewEntryWire, ReviewHeadWire } from '@infinitio/domain/wire'
import { listReviewEntries, listReviewHeads } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'

const entriesAtOnce = 500

/** Reads all entries of the list of reviews, oldest first, one page at a time. */
export async function* readReviewList(transport: Transport): AsyncGenerator<ReviewEntryWire> {
  let after = 0
  for (;;) {
    const { items } = await listReviewEntries(transport, { after, limit: entriesAtOnce })
    yield* items
    const last = items.at(-1)
    if (last === undefined || items.length < entriesAtOnce) return
    // Stops if the entry numbers do not grow, because such a list would make this loop endless.
    if (!(Number(last.number) > after)) return
    after = Number(last.number)
  }
}

/** Reads the signed heads of the list of reviews, one for each day, newest first. A head is the number and the hash of the newest entry. */
export async function readReviewHeads(transport: Transport): Promise<ReviewHeadWire[]> {
  const heads: ReviewHeadWire[] = []
  let cursor: string | undefined
  do {
    const { items, nextCursor }: { items: ReviewHeadWire[]; nextCursor: string | null } = await listReviewHeads(
      transport,
      cursor === undefined ? {} : { cursor },
    )
    heads.push(...items)
    cursor = nextCursor === null || nextCursor === cursor || items.length === 0 ? undefined : nextCursor
  } while (cursor !== undefined)
  return heads
}
