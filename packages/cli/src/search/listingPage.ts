import { type Client, refusal } from '@infinitio/sdk'

type Query = NonNullable<Parameters<Client['searchListings']>[0]>
type Page = Awaited<ReturnType<Client['searchListings']>>

/** The most rows that the API gives at once. */
const mostRows = 200

/**
 * Page `page` of a search, in pages of `limit` rows, and how many pages there are; rows before it are skipped by the API's cursors, as many at once as it gives. Throws `api.invalid_field` for
 * a page or a limit that is no number or too large, and for a page after the last.
 */
export async function listingPage(
  readPage: (query: Query) => Promise<Page>,
  query: Omit<Query, 'cursor' | 'limit'>,
  { page, limit }: { readonly page: string; readonly limit: string },
): Promise<{ readonly found: Page; readonly pages: number }> {
  const [number, rows] = [wholeOf(page, '--page', 99), wholeOf(limit, '--limit', mostRows)]
  let cursor: { cursor?: string } = {}
  for (let skip = (number - 1) * rows; skip > 0; skip -= mostRows) {
    const { nextCursor, total } = await readPage({ ...query, ...cursor, limit: String(Math.min(mostRows, skip)) })
    if (nextCursor === null) throw refusal('api.invalid_field', { detail: `--page ${page}: the last one is ${pagesOf(total, rows)}` })
    cursor = { cursor: nextCursor }
  }
  const found = await readPage({ ...query, ...cursor, limit: String(rows) })
  return { found, pages: pagesOf(found.total, rows) }
}

function pagesOf(total: number, rows: number): number {
  return Math.max(1, Math.ceil(total / rows))
}

function wholeOf(text: string, option: string, most: number): number {
  const value = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw refusal('api.invalid_field', { detail: `${option} ${text}: 1 to ${most}` })
  return value
}
