import { z } from 'zod'
import { queryInt } from './scalars.ts'

/** Number of items on a page of a list when the caller does not state a `limit`. */
export const usualPageItems = 25

/**
 * The cursor of a list in a query. Its content has no meaning for callers: the API makes it, and accepts it only from the list that it was made for. The
 * description of the endpoint has the pattern of the position inside.
 */
export const pageCursor = z
  .string({ error: 'api.cursor_invalid' })
  .regex(/^[A-Za-z0-9_-]{1,400}$/, { error: 'api.cursor_invalid' })
  .optional()
  .describe('`nextCursor` of the page before; leave it out for the first page.')

/** The cursor of the next page in the answer of a list. */
export const nextPageCursor = z.string().nullable().describe('`cursor` of the next page; null on the last page.')

/** The size of a page in a query: from 1 to `most` items. A larger number is refused, because a caller could take a shorter page for the last one. */
export function pageLimit({ most, usual = usualPageItems }: { readonly most: number; readonly usual?: number }) {
  return queryInt(1, most).optional().describe(`Maximum number of items, 1 to ${most}; ${usual} by default.`)
}

/** Most items that a list counts for `total`. A list with this many items may have more. */
export const mostItemsCounted = 1_000

/** The number of items on all pages in the answer of a list of one account. */
export const pageTotal = z.int().nullable().describe('Number of items on all pages, only on the first page; 1,000 means 1,000 or more.')
