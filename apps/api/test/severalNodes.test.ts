import { createChainClient } from '@infinitio/chain/node'
import { type FlakyNode, startFlakyNode } from '@infinitio/chain/test'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { seedBalance, seedMarket, type SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const isLong = process.env['TEST_LONG'] === '1'

let api: TestApi
let node: SeededNode
let first: FlakyNode
beforeAll(async () => {
  api = await startTestApi({
    async rpcUrl(good) {
      first = await startFlakyNode(good)
      return `${first.url},${good}`
    },
  })
  node = (await seedMarket(api, [{ name: 'one' }]))[0] as SeededNode
  await seedBalance(api, api.accounts.renter.address, 10n ** 18n)
})
beforeEach(() => first.become('honest'))
afterAll(async () => {
  await api.stop()
  await first.stop()
})

const within = { timeout: 60_000, interval: 100 }
const chainHead = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 }).getBlockNumber()
const rpc = (method: string) => api.send('POST', '/rpc', { body: { jsonrpc: '2.0', id: 1, method, params: [] } })

describe('when the first of two chain nodes', () => {
  test.each(['dead', 'hanging'] as const)('is %s, the API goes on: clock, facts, orders and wallets', async (mood) => {
    first.become(mood)
    await api.chain.mine(1)
    const head = await chainHead()
    await vi.waitFor(async () => expect(await api.send('GET', '/health')).toMatchObject({ status: 200, body: { chain: { ok: true } } }), within)
    await vi.waitFor(() => expect(api.services.clock.read()).toMatchObject({ ok: true, blockNumber: Number(head) }), within)
    expect((await api.send('GET', '/chain')).status).toBe(200)
    expect((await api.send('POST', '/orders', { body: await signedBid(api, node) })).status).toBe(202)
    expect(await rpc('eth_blockNumber')).toMatchObject({ status: 200, body: { result: `0x${head.toString(16)}` } })
  })

  test.skipIf(!isLong)('stays behind, the clock follows the other', async () => {
    first.become({ stuckAt: await chainHead() })
    await api.chain.mine(30)
    const head = await chainHead()
    await vi.waitFor(() => expect(api.services.clock.read().blockNumber).toBe(Number(head)), within)
    await vi.waitFor(async () => expect(await rpc('eth_blockNumber')).toMatchObject({ body: { result: `0x${head.toString(16)}` } }), within)
  })
})
