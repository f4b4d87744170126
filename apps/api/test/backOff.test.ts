import { marketAbi } from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { signCancelLease } from '@infinitio/sdk'
import { encodeFunctionData } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env.TEST_LONG === '1'

describe('bids that make a machine unavailable for nothing (M10)', () => {
  let api: TestApi
  let engine: TestEngine
  let node: SeededNode
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    await market().fund(api.chain.keys.renter)
    node = await market().list('hidden for nothing')
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it.skipIf(!isLong)('a match whose renter takes the money out before the settle is free once in an hour', async () => {
    await engine.stop()
    const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
    engine = rooms[1]
    const { body } = await place()
    await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
    const { balance } = await walletOf()
    const { renter } = api.chain.keys
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [BigInt(balance), renter.address] })
    await market().send(renter, { to: api.chain.addresses.market, data })
    await Promise.all(rooms.map((room) => room.stop()))
    engine = startTestEngine(api)
    expect(await market().judged(body.orderHash)).toMatchObject({ state: 'abandoned', code: 'account.insufficient_balance' })
    await api.chain.travel(86_400)
    await market().fund(renter)
    const lease = await leaseOf((await place()).body.orderHash)
    await cancel(lease)
    const refused = await place()
    expect(refused).toMatchObject({ status: 429, body: { code: 'order.backed_off' } })
    expect(refused.body.detail).toMatch(/^for another \d+ s$/)
    const { askHash } = node
    const hold = { askHash, gpus: 1, durationSeconds: 3_600, funded: false }
    await expect((await api.signedIn(api.accounts.renter)).placeHold(hold)).rejects.toMatchObject({ code: 'order.backed_off' })
  })

  it.skipIf(!isLong)('counts a match whose bid its renter cancels on the chain before the settle', async () => {
    const key = testKey('cancels its bids')
    const person = privateKeyToAccount(key.privateKey)
    await market().fund(key)
    for (const machine of ['one', 'two']) {
      node = await market().list(`cancelled on the chain ${machine}`)
      await engine.stop()
      const rooms = [startTestEngine(api, 'follower'), startTestEngine(api, 'matcher')] as const
      engine = rooms[1]
      const order = await signedBid(api, node, { signer: person })
      const { body } = await api.send('POST', '/orders', { body: order })
      await engine.until('it is matched', async () => (await api.client.getOrder(body.orderHash)).state === 'matched')
      const data = encodeFunctionData({ abi: marketAbi, functionName: 'cancelBid', args: [BigInt(order.order.nonce)] })
      await market().send(key, { to: api.chain.addresses.market, data })
      await Promise.all(rooms.map((room) => room.stop()))
      engine = startTestEngine(api)
      expect(await market().judged(body.orderHash)).toMatchObject({ state: 'abandoned', code: 'order.nonce_cancelled' })
    }
    expect(await secondsLeft(person)).toBeGreaterThan(0)
  })

  it('a second strike in an hour lets the account wait, and each further one twice as long', async () => {
    const key = testKey('cancels before ready')
    const person = privateKeyToAccount(key.privateKey)
    await market().fund(key)
    let machines = 0
    // Use another machine for each lease that is cancelled: after a cancellation, a machine only becomes free when the block of the cancellation is final.
    const strike = async () => {
      machines += 1
      node = await market().list(`cancelled ${machines}`)
      await cancel(await leaseOf((await place(person)).body.orderHash), person)
    }
    await strike()
    expect(await secondsLeft(person)).toBe(0)
    await strike()
    expect(await secondsLeft(person)).toBeGreaterThan(0)
    await market().travel(61)
    expect(await secondsLeft(person)).toBe(0)
    await strike()
    expect(await secondsLeft(person)).toBeGreaterThan(60)
    await market().travel(61)
    expect(await secondsLeft(person)).toBeGreaterThan(0)
    await market().travel(61)
    expect(await secondsLeft(person)).toBe(0)
  })

  it('does not count a lease that was cancelled after the machine missed its time to become ready', async () => {
    const key = testKey('cancels a no-show')
    const person = privateKeyToAccount(key.privateKey)
    await market().fund(key)
    for (const [machine, seconds] of [['late', 601] as const, ['later', 601] as const, ['in time', 0] as const]) {
      node = await market().list(`cancelled ${machine}`)
      const lease = await leaseOf((await place(person)).body.orderHash)
      if (seconds > 0) await market().travel(seconds)
      await cancel(lease, person)
      expect(await secondsLeft(person)).toBe(0)
    }
  })

  const market = () => liveMarket(api, engine)
  const walletOf = async () => (await api.signedIn(api.accounts.renter)).getWallet({})
  const place = async (signer = api.accounts.renter) => api.send('POST', '/orders', { body: await signedBid(api, node, { signer }) })

  async function leaseOf(orderHash: string): Promise<string> {
    return (await market().judged(orderHash)).leaseId ?? ''
  }

  async function cancel(leaseId: string, signer = api.accounts.renter): Promise<void> {
    await api.client.placeRelay(await signCancelLease(signer, { lease: await signedLease(api, leaseId), chain: await api.client.getChain() }))
    await market().leaseWhen(BigInt(leaseId), 'it is cancelled', ({ state }) => state === 'closed')
  }

  /**
   * Returns for how many seconds the account's bids are still refused because of strikes. The bid also has an error that is checked later (a maximum fee of 0).
   * If that error is reported, the account need not wait.
   */
  async function secondsLeft(signer: PrivateKeyAccount): Promise<number> {
    const { body } = await api.send('POST', '/orders', { body: await signedBid(api, node, { signer, change: { maxFeeBps: 0n as never } }) })
    if (body.code === 'order.fee_above_maximum') return 0
    expect(body.code).toBe('order.backed_off')
    return Number(/\d+/.exec(body.detail)?.[0])
  }
})
