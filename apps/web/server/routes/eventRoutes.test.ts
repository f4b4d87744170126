import type { EventWire } from '@infinitio/domain/wire'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { seedLease } from '../test/seedLease.ts'
import { seedBalance, seedMarket, type SeededNode } from '../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../test/startTestApi.ts'

let api: TestApi
let node: SeededNode
beforeAll(async () => {
  api = await startTestApi()
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
})
afterAll(() => api.stop())

const within = { timeout: 60_000, interval: 20 }

function watch(client: Pick<TestApi['client'], 'watchEvents'>, topics: string[]) {
  const seen: EventWire[] = []
  const stop = new AbortController()
  const done = client.watchEvents({ topics, onEvent: (event) => seen.push(event), signal: stop.signal })
  const finish = () => {
    stop.abort()
    return done
  }
  return { seen, of: (topic: string) => seen.filter((event) => event.topic === topic), stop: finish }
}

describe('live events', () => {
  test('each topic is told once when the stream opens, and again when it changes', async () => {
    const client = await api.signedIn(api.accounts.renter)
    const watching = watch(client, ['listings', 'wallet', 'lease:7'])
    await vi.waitFor(() => expect(new Set(watching.seen.map(({ topic }) => topic))).toEqual(new Set(['listings', 'wallet', 'lease:7'])), within)
    const before = watching.of('wallet').length
    await seedBalance(api, api.accounts.renter.address, 5n)
    await vi.waitFor(() => expect(watching.of('wallet').length).toBe(before + 1), within)
    await seedLease(api, node, { leaseId: 7n })
    await vi.waitFor(() => expect(watching.of('lease:7').length).toBe(2), within)
    await api.owner.query('update node_heartbeats set silent = true where node_id = $1', [node.node])
    await vi.waitFor(() => expect(watching.of('listings').length).toBeGreaterThan(1), within)
    // Who looks at a lease hears that its machine does not answer, before it is given up.
    await vi.waitFor(() => expect(watching.of('lease:7').length).toBe(3), within)
    await watching.stop()
  })

  test('both topics of an account are told when it changes', async () => {
    const client = await api.signedIn(api.accounts.provider)
    const watching = watch(client, ['provider', 'wallet'])
    await vi.waitFor(() => expect(watching.seen).toHaveLength(2), within)
    await seedBalance(api, api.accounts.provider.address, 5n)
    await vi.waitFor(() => expect([watching.of('provider').length, watching.of('wallet').length]).toEqual([2, 2]), within)
    await watching.stop()
  })

  test('an agent is woken when its leases change', async () => {
    const agent = api.client.withToken(
      (await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])).token,
    )
    const wakes: number[] = []
    const stop = new AbortController()
    const done = agent.watchNodeEvents({ onWake: () => wakes.push(1), signal: stop.signal })
    await vi.waitFor(() => expect(wakes).toHaveLength(1), within)
    await seedLease(api, node, { leaseId: 8n })
    await vi.waitFor(() => expect(wakes).toHaveLength(2), within)
    stop.abort()
    await done
  })

  test('own topics need a session, and unknown topics are refused', async () => {
    expect(await api.send('GET', '/events?topics=wallet')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
    expect(await api.send('GET', '/events?topics=nonsense')).toMatchObject({ status: 400, body: { code: 'api.invalid_field' } })
    expect(await api.send('GET', '/events')).toMatchObject({ status: 400 })
    expect(await api.send('GET', '/nodes/events')).toMatchObject({ status: 401 })
    await expect(watch(api.client, ['nonsense']).stop()).resolves.toBeUndefined()
  })
})
