import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
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
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
})
afterAll(() => api.stop())

const bucket = () => (refills ? { capacity: 1_000, refillPerSecond: 1_000 } : { capacity: 0, refillPerSecond: 1 })
const page = (headers = {}) => api.send('GET', '/listings?limit=1', { headers })
const changing = new Set(['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset', 'content-length', 'transfer-encoding'])
const steady = (headers: Headers) => [...headers].filter(([name]) => !changing.has(name))

describe('a page of listings that is asked for again', () => {
  test('is the same with the same headers, and has a new request id', async () => {
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

  test('shows a change at once', async () => {
    await expect.poll(async () => (await page()).body.total).toBe(1)
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node.node])
    api.services.market.markChanged()
    expect((await page()).body.total).toBe(0)
  })
})
