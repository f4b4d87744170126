import type { ListingQuery } from '@infinitio/domain/wire'

/** The ways to sort listings. */
export type ListingSort = NonNullable<ListingQuery['sort']>

/**
 * The position after the last listing of a page, as the sort sees it. `key` is the value that the search sorts by (price, total, fit, memory, time of the ask,
 * or time until ready), `price` is the listing's price. Because it is a position and not a count, listings that appear or disappear do not move others to
 * another page.
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
