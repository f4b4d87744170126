import { type ListingSort, listingSorts } from '@infinitio/domain'

/**
 * A position in a sorted list of listings: the one directly after the last listing of a page. `key` is the value by which the search sorts
 * (see `ListingSort`), and `price` is the listing's price. The cursor is a position and not a count, so listings that appear or
 * disappear do not move others to another page.
 */
export type ListingCursor = { readonly sort: ListingSort; readonly key: bigint; readonly price: bigint; readonly node: string }

const written = new RegExp(`^(${listingSorts.join('|')}):(0|[1-9][0-9]{0,60}):(0|[1-9][0-9]{0,29}):(0x[0-9a-f]{64})$`)

/** Returns the text of a position, from which the API makes a cursor. */
export function cursorText({ sort, key, price, node }: ListingCursor): string {
  return `${sort}:${key}:${price}:${node}`
}

/** Parses a position. Returns null if the text is not a position in results sorted by `sort`. */
export function readCursor(text: string, sort: ListingSort): ListingCursor | null {
  const match = written.exec(text)
  if (match === null || match[1] !== sort) return null
  return { sort, key: BigInt(match[2] ?? ''), price: BigInt(match[3] ?? ''), node: match[4] ?? '' }
}
