import { randomUUID } from 'node:crypto'
import { openTunnel } from '@infinitio/db'
import { testKey } from '@infinitio/chain/test'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

/** A market with a real engine and chain, and a machine with one GPU. The test sends the heartbeats of the machine's agent. */
describe('a GPU that does not respond', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let node: SeededNode
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
    node = await market.list('broken')
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
  }, 180_000)
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('is not matched while it is lost, and gives a resting bid its lease when it responds again', async () => {
    const nodeKey = privateKeyToAccount(testKey('node broken').privateKey)
    const signer = { nodeId: node.node, signMessage: (args: { message: string }) => nodeKey.signMessage(args) }
    const agent = api.client.withToken((await api.client.signInNodes([signer])).token)
    await agent.sendHeartbeat({ nodes: [node.node], lost: [{ node: node.node, gpus: 1 }] })
    await engine.until('the book has the lost GPU', async () => (await journaled()).length === 1)
    const refused = await api.client.placeOrder(await signedBid(api, node))
    expect(await market.judged(refused.orderHash)).toMatchObject({ state: 'rejected', code: 'order.node_taken' })
    const waiting = await api.client.placeOrder(await signedBid(api, node, { change: { timeInForce: 0 } }))
    await engine.until('the bid waits', async () => (await api.client.getOrder(waiting.orderHash)).state === 'open')
    await api.owner.query("update node_heartbeats set lost_gpus_at = now() - interval '61 seconds'", [])
    await agent.sendHeartbeat({ nodes: [node.node] })
    const leased = await engine.until('the bid became a lease', async () => (await api.client.getOrder(waiting.orderHash)).leaseId)
    expect((await market.leaseWhen(BigInt(leased), 'the lease is booked', () => true)).nodeId).toBe(node.node)
    expect((await journaled()).map(({ gpus }) => gpus)).toEqual([1, 0])
  })

  const journaled = () =>
    api.owner.query<{ gpus: number }>(
      "select (command::json ->> 'gpus')::int as gpus from journal where command::json ->> 'kind' = 'NodeGpusLost' order by seq",
      [],
    )
})
