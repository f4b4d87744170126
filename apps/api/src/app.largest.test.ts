import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoints } from './app.ts'
import { largestOf } from '../test/fuzz/largestOf.ts'
import { seedMarket } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

const bodied = endpoints.flatMap((endpoint) => {
  if (endpoint.body === null) return []
  const largest = largestOf(z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as Parameters<typeof largestOf>[0])
  return [{ name: `${endpoint.method} ${endpoint.path}`, endpoint, largest, isParsed: endpoint.body.safeParse(largest).success }]
})

describe('the largest numbers that the API takes', () => {
  let api: TestApi
  beforeAll(async () => {
    const plenty = { capacity: 1e9, refillPerSecond: 1e9 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ip: plenty, account: plenty, streamsPerIp: 1_000 } }) })
    await seedMarket(api, [{ name: 'one' }])
    // Deploy a DAO. Without it, all requests about emission (PToken that machines earn) would be rejected before their body is parsed.
    await deployTestGovernance(api.chain, { members: ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`)) })
  })
  afterAll(() => api?.stop())

  test('are parsed by the endpoints that take whole epochs, orders and relays', () => {
    const parsed = bodied.filter(({ isParsed }) => isParsed).map(({ name }) => name)
    expect(parsed).toContain('post /emission/board')
    expect(parsed.length).toBeGreaterThan(bodied.length / 2)
  })

  test.each(bodied)('are no fault of ours: $name', async ({ endpoint, largest }) => {
    const token = endpoint.access === 'public' ? '' : ((await api.signedIn(api.accounts.stranger)).transport.options.token ?? '')
    const path = endpoint.path.replaceAll(/\{\w+\}/g, '1')
    const answer = await api.send(endpoint.method.toUpperCase(), path, {
      body: largest,
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
    })
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500)
  })
})
