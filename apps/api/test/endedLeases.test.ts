import { randomUUID } from 'node:crypto'
import { openTunnel } from '@infinitio/db'
import { type Client, signEndOrCancel } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

describe('a machine whose lease was ended early', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let node: SeededNode
  let provider: Client
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    provider = await api.signedIn(api.accounts.provider)
    await market.fund(api.chain.keys.renter)
    node = await market.list('rented twice')
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date() })
    const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
    await api.client.withToken(token).sendHeartbeat({ nodes: [node.node] })
    await engine.until('it is listed', isListed)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  const isListed = async () => (await api.client.searchListings({})).items.length === 1
  const shown = async () => {
    const { unavailable, calendar } = await api.client.getListing({ node: node.node, query: {} })
    const fleet = await provider.getFleetCalendar({})
    return { listed: await isListed(), unavailable, freeNow: calendar.freeGpus[0], isHeld: (fleet.nodes[0]?.held[0] ?? 0) > 0 }
  }
  const booked = async () => {
    const { orderHash } = await api.client.placeOrder(await signedBid(api, node))
    return market.judged(orderHash)
  }
  /** Signs the end of a lease and waits until the lease has ended in the newest block. No later block is mined, so that block does not become final. */
  const end = async (lease: { leaseId: string; state: 'booked' | 'active' }, accept: boolean, state: string) => {
    const signed = { ...(await signedLease(api, lease.leaseId)), state: lease.state }
    await api.client.placeRelay(await signEndOrCancel(api.accounts.renter, { lease: signed, accept, chain: await api.client.getChain() }))
    const states = () => api.owner.query<{ state: string }>('select state from leases where lease_id = $1', [lease.leaseId])
    await expect.poll(states, { timeout: 30_000 }).toEqual([{ state }])
  }
  const isShownOnlyOnceItIsFree = async () => {
    expect(await shown()).toEqual({ listed: false, unavailable: 'full', freeNow: 0, isHeld: true })
    await engine.until('it is listed again', isListed)
    expect(await shown()).toEqual({ listed: true, unavailable: null, freeNow: 1, isHeld: false })
  }

  test.each([
    ['ended', false, 'ended'],
    ['ended, and its bill accepted', true, 'closed'],
  ])('is taken while a reorganisation may undo that it was %s', async (_, accept, state) => {
    const { leaseId } = await market.runLease(node)
    expect(await shown()).toEqual({ listed: false, unavailable: 'full', freeNow: 0, isHeld: false })
    await end({ leaseId: String(leaseId), state: 'active' }, accept, state)
    await isShownOnlyOnceItIsFree()
  })

  test('is taken while a reorganisation may undo that it was cancelled, and is booked once it is shown', async () => {
    const { leaseId } = await booked()
    await end({ leaseId: leaseId ?? '', state: 'booked' }, false, 'closed')
    await isShownOnlyOnceItIsFree()
    expect(await booked()).toMatchObject({ code: null, leaseId: expect.any(String) })
  })
})
