import { bps, hoursPerWord } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonText } from './http/jsonText.ts'
import { seedMarket } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let refills = true
beforeAll(async () => {
  const limits = { account: { capacity: 100, refillPerSecond: 100 }, streamsPerIp: 1 }
  api = await startTestApi({
    change: (services) => ({
      ...services,
      limits: {
        ...limits,
        get ip() {
          return bucket()
        },
      },
    }),
  })
  await seedMarket(api, [{ name: 'one' }])
})
afterAll(() => api.stop())

const bucket = () => (refills ? { capacity: 1_000, refillPerSecond: 1_000 } : { capacity: 0, refillPerSecond: 1 })
const page = (headers = {}) => api.send('GET', '/listings?limit=1', { headers })
const changing = new Set(['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset', 'content-length', 'transfer-encoding'])
const steady = (headers: Headers) => [...headers].filter(([name]) => !changing.has(name))

describe('a page of listings that is asked for again', () => {
  test('is the same with the same headers, and has a new request id', async () => {
    await expect.poll(async () => (await page()).body.total).toBe(1)
    const [first, again] = [await page(), await page()]
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(steady(again.headers)).toEqual(steady(first.headers))
    expect(again.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
    expect(Number(again.headers.get('ratelimit-remaining'))).toBeLessThan(1_000)
  })

  test('refuses other sites with a cookie, and a caller that asks too often, as the first time', async () => {
    await page()
    const headers = { origin: 'https://elsewhere.example', cookie: `infinitio_session=${'a'.repeat(43)}` }
    expect(await page(headers)).toMatchObject({ status: 403, body: { code: 'auth.origin_refused' } })
    refills = false
    expect(await page()).toMatchObject({ status: 429, body: { code: 'api.rate_limited' } })
    refills = true
  })

  test('has the same JSON as the answer that other parts of the API get', async () => {
    const { services } = api
    const { feeBps } = await services.facts.read()
    const fees = { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms }
    const question = { kind: 'search', query: { limit: 1 }, fees } as const
    const [text, answer] = await Promise.all([services.market.askText(question), services.market.ask(question)])
    expect(JSON.parse((text as JsonText<unknown>).text)).toEqual(answer)
    expect((await page()).body).toEqual(answer)
    const refused = await services.market.askText({ ...question, query: { cursor: 'nonsense' } })
    expect(refused).toMatchObject({ rejected: 'api.cursor_invalid' })
  })

  const word = Math.floor(Date.now() / 3_600_000 / hoursPerWord)
  const oneGpuInEachHour = (16n ** BigInt(hoursPerWord) - 1n) / 15n
  const changes: [what: string, sql: string, back: string, shown: object][] = [
    ['a heartbeat', 'update node_heartbeats set silent = true', 'update node_heartbeats set silent = false', { total: 0 }],
    ['a name', "update node_profiles set name = '机器'", "update node_profiles set name = 'one'", { items: [{ name: '机器' }] }],
    ['a tier', 'update chain_nodes set tier = 2', 'update chain_nodes set tier = 0', { items: [{ tier: 2 }] }],
    [
      'a reputation',
      'update chain_nodes set reliability_bps = 9000',
      'update chain_nodes set reliability_bps = 0',
      { items: [{ reliabilityBps: 9_000 }] },
    ],
    ['a price', priced(1_000, 2_000), priced(2_000, 1_000), { items: [{ ask: { pricePerGpuSecond: '2000' }, quote: { price: '7200000' } }] }],
    ['an ask that ends', "update book_orders set state = 'cancelled'", "update book_orders set state = 'open'", { total: 0 }],
    [
      'booked hours',
      `insert into node_calendar (node_id, word_index, word, updated_block)
       select node_id, index, ${oneGpuInEachHour}, 1 from chain_nodes, generate_series(${word}, ${word + 1}) index`,
      'delete from node_calendar',
      { total: 0 },
    ],
    ['a provider that leaves', 'update chain_providers set listed = false', 'update chain_providers set listed = true', { total: 0 }],
  ]
  test.each(changes)('shows a change of %s at once', async (_what, sql, back, shown) => {
    const before = (await page()).body
    expect((await page()).body).toEqual(before)
    await api.owner.query(sql, [])
    api.services.market.markChanged()
    expect((await page()).body).toMatchObject(shown)
    expect((await page()).body).toMatchObject(shown)
    await api.owner.query(back, [])
    api.services.market.markChanged()
    expect((await page()).body).toMatchObject({ total: 1, items: [{ name: 'one', quote: { price: '3600000' } }] })
  })
})

function priced(from: number, to: number): string {
  const field = (price: number) => `"pricePerGpuSecond":"${price}"`
  return `update book_orders set price_per_gpu_second = ${to}, order_json = replace(order_json, '${field(from)}', '${field(to)}')`
}
