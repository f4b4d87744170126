import { pTokenAbi, readClosedHolders, settleCall } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { anyoneExecutor, type Ask, askTypedData, type Bid, bidTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { bidFromWire, type RelayRequestWire, type RelayWire } from '@infinitio/domain/wire'
import { signAccountMessage, signCancelLease, signDeposit, signNoShow, signTransferLease } from '@infinitio/sdk'
import { encodeFunctionData, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf } from './auditOf.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const noShow = 6

describe('what people sign and never pay gas for', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  beforeAll(async () => {
    api = await startTestApi()
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('a deposit from the wallet with a permit, also when somebody used the permit first; each once', async () => {
    const person = privateKeyToAccount(testKey('person without gas').privateKey)
    await give(person.address, 10n ** 18n)
    expect(await carried(await depositOf(person, { amount: 4n * 10n ** 17n, nonce: 1n }))).toMatchObject({ state: 'mined', kind: 'deposit' })
    const second = await depositOf(person, { amount: 6n * 10n ** 17n, nonce: 2n })
    await takePermit(second)
    expect(await carried(second)).toMatchObject({ state: 'mined' })
    const wallet = await engine.until('both are in the statement', async () => {
      const seen = await (await api.signedIn(person)).getWallet({})
      return seen.statement.length === 2 ? seen : null
    })
    expect([wallet.balance, wallet.statement.map(({ kind }) => kind)]).toEqual([String(10n ** 18n), ['deposit', 'deposit']])
    expect(await rpc().getBalance({ address: person.address })).toBe(0n)
    const again = await depositOf(person, { amount: 1n, nonce: 2n })
    expect(await carried(again)).toMatchObject({ state: 'failed', code: 'auth.message_used' })
  })

  it('the refund of a lease whose machine never came: not before ten minutes, and only by the holder', async () => {
    const { orderHash } = await api.client.placeOrder(await signedBid(api, await market.list('never comes')))
    const leaseId = (await market.judged(orderHash)).leaseId ?? ''
    const chain = await api.client.getChain()
    const sign = async (signer = api.accounts.renter) =>
      signNoShow(signer, { lease: await signedLease(api, leaseId), chain: await api.client.getChain() })
    expect(await refusalOf(await sign())).toMatchObject({ status: 409, body: { code: 'lease.not_no_show' } })
    await market.travel(610)
    expect((await api.client.getChain()).chainNow).toBeGreaterThan(chain.chainNow)
    expect(await refusalOf(await sign(api.accounts.provider))).toMatchObject({ status: 403, body: { code: 'lease.not_holder' } })
    expect(await carried(await sign())).toMatchObject({ state: 'mined' })
    const closed = await market.leaseWhen(BigInt(leaseId), 'it is closed', ({ state }) => state === 'closed')
    expect([closed.endReason, closed.refund, closed.compensation]).toEqual([noShow, closed.escrow, 0n])
    expect(await auditOf(api, engine)).toEqual([])
  })

  it('a transfer of a lease before it starts; the new holder cancels it and gets the refund', async () => {
    const heir = privateKeyToAccount(testKey('heir without gas').privateKey)
    const leaseId = await bookForLater(await market.list('given away'))
    const chain = await api.client.getChain()
    const give = await signTransferLease(api.accounts.renter, { lease: await signedLease(api, leaseId), to: heir.address, nonce: 900n, chain })
    expect(
      await refusalOf(await signTransferLease(heir, { lease: await signedLease(api, leaseId), to: heir.address, nonce: 901n, chain })),
    ).toMatchObject({ status: 403 })
    expect(await carried(give)).toMatchObject({ state: 'mined', kind: 'transferLease' })
    const given = await market.leaseWhen(BigInt(leaseId), 'it is given', ({ holder }) => holder === heir.address.toLowerCase())
    expect(await carried(await signCancelLease(heir, { lease: await signedLease(api, leaseId), chain }))).toMatchObject({ state: 'mined' })
    const closed = await market.leaseWhen(BigInt(leaseId), 'it is closed', ({ state }) => state === 'closed')
    expect(closed.refund).toBe(given.escrow)
    // The validators get the holder from the chain event of the burned lease token; the API gets it from its database. Both must have the same account.
    const holders = await readClosedHolders(rpc(), { leaseToken: api.chain.addresses.leaseToken, from: 0n, to: await rpc().getBlockNumber() })
    expect(holders.get(BigInt(leaseId))).toBe(closed.holder)
    // A client that got no answer repeats its request. The answer contains the same relay (the stored message for the chain), even if the lease now has another
    // holder and has ended.
    const first = await api.client.placeRelay(give)
    expect(await api.client.getRelay(first.relayId)).toMatchObject({ state: 'mined', kind: 'transferLease' })
    expect(await refusalOf(Object.assign({}, give, { nonce: '999' }))).toMatchObject({ status: 403, body: { code: 'lease.not_holder' } })
    expect((await (await api.signedIn(heir)).getWallet({})).balance).toBe(String(given.escrow))
    expect(await auditOf(api, engine)).toEqual([])
  })

  it('not a lease that has started or may not move, and not a session key that is the account itself', async () => {
    const lease = await market.runLease(await market.list('stays'))
    const chain = await api.client.getChain()
    const moving = await signTransferLease(api.accounts.renter, {
      lease: await signedLease(api, lease.leaseId),
      to: api.accounts.stranger.address,
      nonce: 902n,
      chain,
    })
    expect(await refusalOf(moving)).toMatchObject({ status: 409, body: { code: 'lease.already_ready' } })
    const missing = await signNoShow(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), chain })
    expect(await refusalOf(missing)).toMatchObject({ status: 409, body: { code: 'lease.already_ready' } })
    const self = {
      kind: 'authorize',
      key: api.accounts.renter.address,
      totalLeft: 1n,
      dayCap: 1n,
      sessionExpiry: chain.chainNow + 60,
      nonce: 903n,
    } as const
    const signed = await signAccountMessage(api.accounts.renter, { message: self, chain })
    expect(await refusalOf(signed)).toMatchObject({ status: 422, body: { code: 'auth.session_invalid' } })
  })

  type Person = ReturnType<typeof privateKeyToAccount>

  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const refusalOf = (relay: RelayRequestWire) => api.send('POST', '/relays', { body: relay })

  /** Sends the API a signed message for the chain (relay) and waits until the chain has accepted or refused it. */
  async function carried(relay: RelayRequestWire): Promise<RelayWire> {
    const { relayId } = await api.client.placeRelay(relay)
    expect((await api.client.placeRelay(relay)).relayId).toBe(relayId)
    return engine.until('the relay was carried', async () => {
      const seen = await api.client.getRelay(relayId)
      return seen.state === 'mined' || seen.state === 'failed' ? seen : null
    })
  }

  /** Sends PToken from the provider's wallet. */
  async function give(to: Hex, amount: bigint): Promise<void> {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [to, amount] })
    await market.send(api.chain.keys.provider, { to: api.chain.addresses.pToken, data })
  }

  async function depositOf(person: Person, { amount, nonce }: { amount: bigint; nonce: bigint }) {
    const read = { address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'nonces', args: [person.address] } as const
    return signDeposit(person, { amount, nonce, permitNonce: await rpc().readContract(read), chain: await api.client.getChain() })
  }

  async function takePermit(relay: RelayRequestWire): Promise<void> {
    if (relay.kind !== 'deposit') throw new Error('only a deposit has a permit')
    const { deadline, v, r, s } = relay.permit
    const args = [relay.account as Hex, api.chain.addresses.market, BigInt(relay.amount), BigInt(deadline), v, r as Hex, s as Hex] as const
    await market.send(api.chain.keys.provider, {
      to: api.chain.addresses.pToken,
      data: encodeFunctionData({ abi: pTokenAbi, functionName: 'permit', args }),
    })
  }

  /**
   * Books a transferable lease that starts in two hours. An account other than the engine settles
   * it.
   */
  async function bookForLater(node: SeededNode): Promise<string> {
    const { chainNow } = await api.client.getChain()
    const domain = { chainId: api.chain.chainId, market: api.chain.addresses.market }
    const ask: Ask = { ...node.ask, transferable: true, executor: anyoneExecutor, nonce: 800n }
    const wired = await signedBid(api, node)
    if (wired.kind !== 'bid') throw new Error('a bid is a bid')
    const bid: Bid = { ...bidFromWire(wired.order), executor: anyoneExecutor, startUntil: unixSeconds(BigInt(chainNow + 9_000)) }
    const provider = privateKeyToAccount(api.chain.keys.provider.privateKey)
    const item = {
      ...{ ask, bid, mandate: null, gpus: 1, start: unixSeconds(BigInt(chainNow + 7_200)), relayFee: pTokenUnits(0n) },
      askSignature: await provider.signTypedData(askTypedData(ask, domain) as never),
      bidSignature: await api.accounts.renter.signTypedData(bidTypedData(bid, domain) as never),
    }
    await market.send(api.chain.keys.deployer, settleCall({ market: api.chain.addresses.market, item }))
    return engine.until('the lease is known', async () => {
      const rows = await api.owner.query<{ id: bigint }>('select lease_id as id from leases where node_id = $1', [node.node])
      return rows[0] === undefined ? null : String(rows[0].id)
    })
  }
})
