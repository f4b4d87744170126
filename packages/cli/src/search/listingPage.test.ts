import type { Client } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { listingPage } from './search.ts'
import { searchQueryOf } from './searchQueryOf.ts'

type Page = Awaited<ReturnType<Client['searchListings']>>

/** Simulates a market with this many nodes that returns pages as the API does. `asked` records the requests. */
function market(nodes: number) {
  const asked: string[] = []
  const readPage = async ({ cursor, limit }: NonNullable<Parameters<Client['searchListings']>[0]>) => {
    const [from, rows] = [Number(cursor ?? 0), Number(limit)]
    asked.push(`${from}+${rows}`)
    const items = Array.from({ length: Math.max(0, Math.min(rows, nodes - from)) }, (_, at) => ({ node: String(from + at) }))
    return { items, total: nodes, nextCursor: from + rows < nodes ? String(from + rows) : null } as unknown as Page
  }
  return { asked, readPage }
}

test.each([
  ['1', '20', 45, ['0+20'], 20, 3],
  ['3', '20', 45, ['0+40', '40+20'], 5, 3],
  ['4', '150', 1_000, ['0+200', '200+200', '400+50', '450+150'], 150, 7],
  ['1', '20', 0, ['0+20'], 0, 1],
])('page %s of %s rows of %i nodes is read by %j', async (page, limit, nodes, calls, rows, pages) => {
  const { asked, readPage } = market(nodes)
  const read = await listingPage(readPage, { sort: 'price' }, { page, limit })
  expect([asked, read.pages, read.found.items.length]).toEqual([calls, pages, rows])
  if (rows > 0) expect(read.found.items[0]?.node).toBe(String((Number(page) - 1) * Number(limit)))
})

test.each([
  [{ page: '4', limit: '20' }, '--page 4: the last one is 3'],
  [{ page: '0', limit: '20' }, '--page 0'],
  [{ page: '100', limit: '20' }, '--page 100'],
  [{ page: '1', limit: '201' }, '--limit 201'],
  [{ page: '1.5', limit: '20' }, '--page 1.5'],
])('%j is refused', async (asked, detail) => {
  const reading = listingPage(market(45).readPage, {}, asked)
  await expect(reading).rejects.toMatchObject({ code: 'api.invalid_field', detail: expect.stringContaining(detail) })
})

test('options of a search go into its query: memory of a GPU, a start as its hour', async () => {
  const query = (options: Parameters<typeof searchQueryOf>[2]) => searchQueryOf({} as Client, ['quiet'], options)
  expect(await query({ class: '1', minVram: '40', real: true })).toEqual({ q: 'quiet', class: '1', minVramGib: 40, includeSimulated: 'false' })
  expect(await query({ images: true })).toEqual({ q: 'quiet', images: 'true' })
  expect(await query({ start: '2026-11-24T09:59Z' })).toEqual({ q: 'quiet', startHour: Date.UTC(2026, 10, 24, 9) / 3_600_000 })
  const refused = (option: string) => expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(option) })
  await expect(query({ start: 'tomorrow' })).rejects.toThrow(refused('--start'))
  await expect(query({ maxPrice: 'cheap' })).rejects.toThrow(refused('--max cheap'))
})
