import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { zeroHex32 } from '@infinitio/domain'
import type { ServiceWire } from '@infinitio/domain/wire'
import { createTransport, InfinitioError } from '@infinitio/sdk'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WeightsPanel } from '#web/features/model/WeightsPanel.tsx'
import { cachesOf, gibPrice, namedModelsQuery, type WeightsAnswer, weightsQuery } from '#web/features/model/weightsQuery.ts'
import { loadedMarkupFor } from '#web/i18n/test/markupFor.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'

const account = (digit: string) => `0x${digit.repeat(40)}` as never
const root = `0x${'7'.repeat(64)}`
const record = { weightsRoot: root, licence: 'Apache-2.0', parent: '', royaltyBps: 0, tokenizerHash: null, chatTemplateHash: null, signedAt: 1 }

function cache(digit: string, { url = 'https://cache.example/v1', bytePrice = '20000000000000', kind = 'cache', hidden = null as unknown } = {}) {
  return {
    ...{ service: account(digit), payee: account('a'), operator: null, royaltyTo: null, royaltyBps: 0, royalty: '0', model: null, hidden },
    ...{ lockSeconds: 3_600, bond: '0', bondOutAt: null, terms: '0x', termsHash: zeroHex32, termsAt: 1, channels: 0, inChannels: '0' },
    ...{ settled: '0', registeredAt: 1, checks: null, quality: null, offer: null },
    files: { kind, url, contact: 'x', requestPrice: '1000000000000000000', bytePrice, step: '1', leastDeposit: '1', responseKey: account('b') },
  } as ServiceWire
}

describe('the caches of a model', () => {
  test('have a price of 1 GiB that includes its requests, and are sorted by it without hidden ones', () => {
    expect(gibPrice({ bytePrice: '20000000000000', requestPrice: '0' })).toBe(21_474_836_480_000_000n)
    expect(gibPrice({ bytePrice: '0', requestPrice: '1' })).toBe(1n)
    const listed = [cache('1'), cache('2', { bytePrice: '1' }), cache('3', { kind: 'fetch' }), cache('4', { hidden: { reason: 'x', at: 1 } })]
    expect(cachesOf([...listed, { ...cache('5'), files: null }]).map(({ service }) => service)).toEqual([account('2'), account('1')])
  })

  describe('that a page asks', () => {
    const asked: string[] = []
    let server: Server
    let url: string
    beforeAll(async () => {
      server = createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '', url)
        const answer: Readonly<Record<string, unknown>> = {
          '/api/v1/services': { items: cachesAt(url), nextCursor: null },
          '/api/v1/govern/models': {
            items: [
              { id: 4, record },
              { id: 5, record: null },
            ],
          },
          [`/full/v1/parts/${root}`]: {},
        }
        if (!pathname.startsWith('/api')) asked.push(pathname)
        response.writeHead(pathname in answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer[pathname] ?? {}))
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    })
    afterAll(() => server.close())

    test('are those that answer, and it counts those that it may not call', async () => {
      const query = weightsQuery(createTransport({ baseUrl: url }), { model: 'tiny', origins: [url] })
      expect(await new QueryClient().fetchQuery(query)).toEqual({ weights: [{ id: 4, root, caches: cachesAt(url).slice(0, 1) }], unasked: 1 })
      expect(asked.toSorted()).toEqual([`/empty/v1/parts/${root}`, `/full/v1/parts/${root}`])
    })
  })
})

describe('the panel of weights', { timeout: 30_000 }, () => {
  const named = (records: readonly unknown[]) => (client: QueryClient) =>
    client.setQueryData(namedModelsQuery(browserApi, 'tiny').queryKey, {
      items: records.map((one, id) => ({ id: id + 4, record: one })),
    } as never)
  const key = weightsQuery(browserApi, { model: 'tiny', origins: [] }).queryKey
  const shown = async (language: 'en' | 'zh', ...fills: readonly ((client: QueryClient) => unknown)[]) => {
    const client = new QueryClient({ defaultOptions: { queries: { retryOnMount: false, queryFn: () => new Promise(() => {}) } } })
    for (const fill of fills) fill(client)
    return await loadedMarkupFor(
      language,
      <QueryClientProvider client={client}>
        <WeightsPanel model="tiny" origins={[]} supportUrl={null} />
      </QueryClientProvider>,
    )
  }
  const answered = (answer: WeightsAnswer) => (client: QueryClient) => void client.setQueryData(key, answer)

  test('is missing without a record of an owner, and waits with an outline', async () => {
    expect(await shown('en', named([null]))).not.toContain('Weights for download')
    const waiting = await shown('en', named([record]))
    for (const text of ['Asking caches', 'skel']) expect(waiting).toContain(text)
  })

  test('shows a failure with a button that tries again, and an empty list with advice, in both languages', async () => {
    const failing = (client: QueryClient) => {
      const error = new InfinitioError({ code: 'api.chain_away', status: 503, requestId: null } as never)
      client.getQueryCache().build(client, { queryKey: key }).setState({ status: 'error', error, fetchStatus: 'idle' })
    }
    expect(await shown('en', named([record]), failing)).toContain('The caches could not be asked')
    expect(await shown('zh', named([record]), failing)).toContain('无法询问缓存服务')
    const none = answered({ weights: [{ id: 4, root, caches: [] }], unasked: 2 })
    const empty = await shown('en', named([record]), none)
    for (const text of ['No cache has these weights now', '/docs/guides/sell-files', '2 caches are not behind']) expect(empty).toContain(text)
    expect(await shown('zh', named([record]), none)).toContain('目前没有缓存服务有这些权重')
  })

  test('shows each cache with the price of 1 GiB, and the command that downloads the weights', async () => {
    const full = answered({ weights: [{ id: 4, root, caches: cachesOf([cache('1')]) }], unasked: 0 })
    const page = await shown('en', named([record]), full)
    for (const text of ['0.02173', 'infinitio model pull 4 FOLDER', 'Weights of model no. 4', 'Report the service']) expect(page).toContain(text)
    expect(page).not.toContain('not behind')
    expect(await shown('zh', named([record]), full)).toContain('模型 4 号的权重')
  })
})

function cachesAt(url: string): readonly ServiceWire[] {
  return [cache('1', { url: `${url}/full/v1` }), cache('2', { url: `${url}/empty/v1` }), cache('3')]
}
