import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { FoundNote } from '#web/features/home/FoundNote.tsx'
import { listingsQuery } from '#web/features/search/listingsQuery.ts'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const search = searchFromParams(new URLSearchParams('gpus=2&hours=3'))

type Fill = (client: QueryClient, key: readonly unknown[]) => void

async function shown(language: 'en' | 'zh', fill: Fill, sort: 'price' | 'total' = 'price'): Promise<string> {
  const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
  fill(client, listingsQuery(browserApi, { ...search, sort }).queryKey)
  const page = await loadedMarkupFor(
    language,
    <QueryClientProvider client={client}>
      <FoundNote search={{ ...search, sort }} />
    </QueryClientProvider>,
  )
  return page.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

const found = (items: readonly unknown[]) => (client: QueryClient, key: readonly unknown[]) =>
  void client.setQueryData([...key], { items, total: items.length === 0 ? 0 : 14 })
const machine = {
  vramGib: 80,
  ask: { pricePerGpuSecond: `${(198n * 10n ** 16n) / 3_600n}` },
  quote: { gpus: 2, durationSeconds: 10_800, total: `${1_191n * 10n ** 16n}` },
}

test('shows how many machines fit the typed search, the lowest price and the total with fees', async () => {
  const english = await shown('en', found([machine]))
  for (const part of ['14 machines fit.', 'From 1.98', 'per GPU', '2 GPUs for 3 h, with all fees: 11.91 PT']) expect(english).toContain(part)
  expect(await shown('zh', found([machine]))).toContain('14 台机器符合。')
  expect(await shown('en', found([{ ...machine, vramGib: 0 }]))).toContain('2 slots for 3 h')
})

test('shows only the total of the cheapest lease for a search by the total, because another machine may cost less per GPU', async () => {
  const total = await shown('en', found([machine]), 'total')
  expect(total).toContain('2 GPUs for 3 h, with all fees: 11.91 PT')
  expect(total).not.toContain('1.98')
})

test('shows a text while it counts and if nothing fits, and nothing if the machines cannot be counted', async () => {
  expect(await shown('en', () => undefined)).toContain('Counting the machines')
  expect(await shown('en', found([]))).toContain('No machine fits all of this now.')
  const failed = (client: QueryClient, key: readonly unknown[]) =>
    client
      .getQueryCache()
      .build(client, { queryKey: [...key] })
      .setState({ status: 'error', error: new Error('x'), fetchStatus: 'idle' })
  expect((await shown('en', (client, key) => void failed(client, key))).trim()).toBe('')
})
