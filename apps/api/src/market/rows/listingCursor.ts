import type { ListingQuery } from '@infinitio/domain/wire'

/** How listings can be sorted. */
export type ListingSort = NonNullable<ListingQuery['sort']>

/**
 * Where a page ends: the last listing's place in its order. `key` is what it is sorted by (price, total, fit, memory, time of its ask or until it is ready), `price` its
 * price. A listing that comes or goes meanwhile moves no other from one page to the next.
 */
export type ListingCursor = { readonly sort: ListingSort; readonly key: bigint; readonly price: bigint; readonly node: string }

const written = /^(price|total|fit|value|vram|newest|ready):(0|[1-9][0-9]{0,60}):(0|[1-9][0-9]{0,29}):(0x[0-9a-f]{64})$/

/** A cursor as the API gives it out. */
export function cursorText({ sort, key, price, node }: ListingCursor): string {
  return Buffer.from(`${sort}:${key}:${price}:${node}`).toString('base64url')
}

/** Reads a cursor; null when it is not one of ours for this order. */
export function readCursor(text: string, sort: ListingSort): ListingCursor | null {
  const match = written.exec(Buffer.from(text, 'base64url').toString('utf8'))
  if (match === null || match[1] !== sort) return null
  return { sort, key: BigInt(match[2] ?? ''), price: BigInt(match[3] ?? ''), node: match[4] ?? '' }
}
