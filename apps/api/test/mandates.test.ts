import { marketAbi } from '@infinitio/chain'
import { type Ask, durationSeconds, type Mandate, unixSeconds } from '@infinitio/domain'
import { signAsk, signMandate } from '@infinitio/sdk'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const mandateNonce = 9_001n

describe('an ask of a machine’s own key under a mandate', () => {
  let api: TestApi
  let engine: TestEngine
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    await market().fund(api.chain.keys.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('leaves the book with its holds when the wallet revokes the mandate on the chain, so that no match with it fails at the settle', async () => {
    const node = await market().list('revoked')
    const placed = await placeUnderMandate(node, {})
    expect(placed.status).toBe(202)
    expect(await market().judged(placed.body.orderHash)).toMatchObject({ state: 'open' })
    const renter = await api.signedIn(api.accounts.renter)
    const { holdId } = await renter.placeHold({ askHash: placed.body.orderHash, gpus: 1, durationSeconds: 3_600, funded: false })
    await engine.until('it is held', async () => (await renter.getHold(holdId)).state === 'held')
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelAsk', args: [mandateNonce] })
    await market().send(api.chain.keys.provider, { to: api.chain.addresses.market, data })
    await engine.until('the ask has left', async () => (await api.client.getOrder(placed.body.orderHash)).state === 'cancelled')
    expect(await renter.getHold(holdId)).toMatchObject({ state: 'released', code: 'order.ask_gone' })
    const bid = await api.send('POST', '/orders', { body: await signedBid(api, node) })
    expect(bid).toMatchObject({ status: 409, body: { code: 'order.ask_gone' } })
  })

  it('is refused when it would stay in the book after the mandate has ended', async () => {
    const node = await market().list('outlives')
    const { chainNow } = await api.client.getChain()
    const until = unixSeconds(BigInt(chainNow + 3_600))
    const refused = await placeUnderMandate(node, { mandate: { until }, ask: { expiry: unixSeconds(until + 1n) } })
    expect(refused).toMatchObject({ status: 422, body: { code: 'order.mandate_exceeded', detail: 'until' } })
    expect((await placeUnderMandate(node, { mandate: { until }, ask: { expiry: until } })).status).toBe(202)
  })

  const market = () => liveMarket(api, engine)

  /**
   * Places an ask that the key of a listed machine signed. First signs a mandate with the provider's wallet, which lets the machine's key sign asks with these
   * terms.
   */
  async function placeUnderMandate(node: SeededNode, change: { readonly mandate?: Partial<Mandate>; readonly ask?: Partial<Ask> }) {
    const chain = await api.client.getChain()
    const ask: Ask = { ...node.ask, nonce: node.ask.nonce + 1n, ...change.ask }
    const mandate: Mandate = {
      ...{ provider: ask.provider, node: ask.node, minPricePerGpuSecond: ask.pricePerGpuSecond, maxDurationSeconds: ask.maxDurationSeconds },
      ...{ maxTrialSeconds: durationSeconds(0n), minNoticeSeconds: durationSeconds(0n), maxNoticeSeconds: durationSeconds(0n) },
      ...{ availableUntil: ask.availableUntil, until: ask.expiry, nonce: mandateNonce, flags: 0 },
      ...change.mandate,
    }
    const signed = await signMandate(privateKeyToAccount(api.chain.keys.provider.privateKey), { mandate, chain })
    return api.send('POST', '/orders', { body: { ...(await signAsk(node.nodeKey, { ask, chain })), ...signed } })
  }
})
