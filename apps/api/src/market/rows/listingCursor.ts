import type { ListingQuery } from '@infinitio/domain/wire'

/** The ways to sort listings. */
export type ListingSort = NonNullable<ListingQuery['sort']>

/**
 * The end of a page: the position of its last listing in the order. `key` is the value that the search sorts by (price, total, fit, memory, time of the ask, or
 * time until ready), `price` is the listing's price. So a listing that appears or disappears never moves another one between pages.
 */
export type ListingCursor = { readonly sort: ListingSort; readonly key: bigint; readonly price: bigint; readonly node: string }

const written = /^(price|total|fit|value|vram|newest|ready|reliability):(0|[1-9][0-9]{0,60}):(0|[1-9][0-9]{0,29}):(0x[0-9a-f]{64})$/

/** Returns a cursor as text for the API. */
export function cursorText({ sort, key, price, node }: ListingCursor): string {
  return Buffer.from(`${sort}:${key}:${price}:${node}`).toString('base64url')
}

/** Parses a cursor. Returns null if the text is not a cursor that this market made for this order. */
export function readCursor(text: string, sort: ListingSort): ListingCursor | null {
  const match = written.exec(Buffer.from(text, 'base64url').toString('utf8'))
  if (match === null || match[1] !== sort) return null
  return { sort, key: BigInt(match[2] ?? ''), price: BigInt(match[3] ?? ''), node: match[4] ?? '' }
}
