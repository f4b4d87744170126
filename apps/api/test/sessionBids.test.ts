import { marketAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { findChainSession } from '@infinitio/db'
import { address, escrowOf } from '@infinitio/domain'
import { type AccountMessage, signAccountMessage, signEnd } from '@infinitio/sdk'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditOf } from './auditOf.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'
import { signedLease } from './signedLease.ts'

const unit = 10n ** 9n
const farAway = 10_000_000_000
const unlimited = 2n ** 64n - 1n

describe('a bid that a session key signed', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let cli: CommandMarket['cli']
  let nonce = 50_000n
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, cli, engine, market } = started)
  })
  afterAll(() => started?.stop())

  it('is booked, settled and counted, with a key that was given without gas', async () => {
    const node = await market.list('by key')
    const spending = spendingOn(node)
    const key = await authorised('a good key', { totalLeft: spending + 5n, dayCap: spending + 5n })
    const settled = await market.judged((await place(node, key)).body.orderHash)
    expect(settled).toMatchObject({ state: 'settled', account: renter() })
    const session = await engine.until('the spending is known', async () => {
      const row = await sessionOf(key)
      return row?.totalLeft === 5n ? row : null
    })
    expect(session.spentToday).toBe(spending)
    expect(await onChain(key)).toMatchObject({ totalLeft: 5n, spentToday: spending })
    const leaseId = settled.leaseId ?? ''
    const lease = await market.leaseWhen(BigInt(leaseId), 'it is booked', () => true)
    expect([lease.renter, lease.holder]).toEqual([renter(), renter()])
    expect(await auditOf(api, engine)).toEqual([])
  })

  it('is refused before it is accepted when the key has not enough left, in all, today, or next to its other bids', async () => {
    const [one, two] = [await market.list('first of two'), await market.list('second of two')]
    const spending = spendingOn(one)
    const poor = await authorised('one unit short', { totalLeft: spending - 1n, dayCap: unlimited })
    expect(await place(one, poor)).toMatchObject({ status: 402, body: { code: 'account.session_limit' } })
    const capped = await authorised('one unit short today', { totalLeft: unlimited, dayCap: spending - 1n })
    expect(await place(one, capped)).toMatchObject({ status: 402, body: { code: 'account.session_limit' } })
    const exact = await authorised('enough for one', { totalLeft: spending, dayCap: unlimited })
    const bids = [await bidBy(one, exact), await bidBy(two, exact)]
    const answers = await Promise.all(bids.map((body) => api.send('POST', '/orders', { body })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 402])
    const taken = answers.findIndex(({ status }) => status === 202)
    // One of the two bids was accepted. If it is sent again, its receipt is returned, although the key's limit is used up now.
    expect((await api.send('POST', '/orders', { body: bids[taken] })).status).toBe(202)
    expect(await market.judged(answers[taken]?.body.orderHash)).toMatchObject({ state: 'settled' })
    expect((await place(taken === 0 ? two : one, exact)).body.code).toBe('account.session_limit')
    expect(await matchesNotSettled()).toEqual([])
  })

  it('works with any limits, and today’s spending still counts when the key is authorised again', async () => {
    const [one, two] = [await market.list('unlimited'), await market.list('after renewal')]
    const key = await authorised('unlimited', { totalLeft: unlimited, dayCap: unlimited })
    expect(await market.judged((await place(one, key)).body.orderHash)).toMatchObject({ state: 'settled' })
    await authorise(key, { totalLeft: unlimited, dayCap: spendingOn(one) })
    expect((await place(two, key)).body.code).toBe('account.session_limit')
    expect(await auditOf(api, engine)).toEqual([])
  })

  it.each([
    ['expired', 'auth.session_key_expired', async () => authorised('expired', { sessionExpiry: (await api.client.getChain()).chainNow + 5 })],
    ['never authorised', 'auth.signature_wrong_signer', async () => privateKeyToAccount(testKey('nobody').privateKey)],
    ['of another account', 'auth.signature_wrong_signer', () => foreignKey()],
    [
      'revoked',
      'auth.session_key_revoked',
      async () => {
        const key = await authorised('revoked', {})
        await revoke(key)
        return key
      },
    ],
  ] as const)('is refused when the key is %s: %s', async (what, code, makeKey) => {
    const node = await market.list(what)
    expect(await place(node, await makeKey())).toMatchObject({ body: { code } })
  })

  it('is dropped with its specific message if the key was revoked between match and settle; its money is free again', async () => {
    const node = await market.list('revoked too late')
    const key = await authorised('soon revoked', {})
    await engine.stop()
    const placed = await place(node, key)
    expect(placed.status).toBe(202)
    const revoke = encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [key.address] })
    await market.send(api.chain.keys.renter, { to: api.chain.addresses.market, data: revoke })
    const before = BigInt((await (await api.signedIn(api.accounts.renter)).getWallet({})).available)
    restart()
    expect(await market.judged(placed.body.orderHash)).toMatchObject({ state: 'abandoned', code: 'auth.session_key_revoked', leaseId: null })
    expect(BigInt((await (await api.signedIn(api.accounts.renter)).getWallet({})).available)).toBe(before)
    expect(await auditOf(api, engine)).toEqual([])
  })

  it('stops nobody when somebody revokes a key that was never authorised', async () => {
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [testKey('never heard of').address] })
    await market.send(api.chain.keys.renter, { to: api.chain.addresses.market, data })
    expect(await market.judged((await place(await market.list('still served'), api.accounts.renter)).body.orderHash)).toMatchObject({
      state: 'settled',
    })
  })

  it('may be authorised and revoked from a terminal', async () => {
    const key = privateKeyToAccount(testKey('session key of a terminal').privateKey)
    // The command that runs next chooses its nonce itself. Skip some numbers here, so that later orders of this test do not use the same nonce.
    nonce += 10n
    const { code, out } = await runCli(['key', 'authorize', key.address, '--total', '2', '--day', '0.5'])
    expect([code, out]).toEqual([0, expect.stringContaining('may spend 2')])
    await engine.until('the key is authorised', async () => (await sessionOf(key))?.totalLeft === 2n * unit)
    expect((await sessionOf(key))?.dayCap).toBe(unit / 2n)
    expect((await runCli(['key', 'revoke', key.address])).code).toBe(0)
    await engine.until('the key is revoked', async () => (await sessionOf(key))?.revoked)
    for (const wrong of [
      [key.address, '--total', '0.0000000001'],
      ['0x12', '--total', '1'],
    ])
      expect(await runCli(['key', 'authorize', ...wrong])).toMatchObject({ code: 80 })
  })

  it('may end what it booked, and may not withdraw', async () => {
    const key = await authorised('ends too', {})
    const lease = await market.runLease(await market.list('ended by key'))
    const chain = await api.client.getChain()
    await api.client.placeRelay(await signEnd(key, { lease: await signedLease(api, lease.leaseId), accept: true, chain }))
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const withdrawal = { kind: 'withdraw', amount: 1n, to: key.address, nonce: nonce++ } as const
    const signed = await signAccountMessage(key, { message: withdrawal, chain })
    expect(await api.send('POST', '/relays', { body: { ...signed, account: renter() } })).toMatchObject({
      status: 401,
      body: { code: 'auth.signature_wrong_signer' },
    })
  })

  type Account = ReturnType<typeof privateKeyToAccount>
  type Limits = { totalLeft?: bigint; dayCap?: bigint; sessionExpiry?: number }

  /** Runs the command line client with the renter's key. */
  const runCli = (args: string[]) => cli.run(args, { wallet: api.chain.keys.renter.privateKey })

  const renter = () => address(api.accounts.renter.address.toLowerCase())
  const sessionOf = (key: Account) => findChainSession(api.owner, { account: renter(), key: key.address.toLowerCase() })

  function restart(): void {
    ;({ engine, market } = started.restartEngine())
  }

  /** Returns how much a lease of a machine for one hour counts towards the limits of a session key. */
  function spendingOn({ ask }: SeededNode): bigint {
    const hour = 3_600n as Parameters<typeof escrowOf>[0]['durationSeconds']
    const escrow = escrowOf({ pricePerGpuSecond: ask.pricePerGpuSecond, gpus: 1, durationSeconds: hour, feeBps: ask.maxFeeBps })
    return (escrow + unit - 1n) / unit
  }

  function bidBy(node: SeededNode, key: Account) {
    return signedBid(api, node, { signer: key, change: { renter: renter() } })
  }

  async function place(node: SeededNode, key: Account) {
    return api.send('POST', '/orders', { body: await bidBy(node, key) })
  }

  async function relay(signer: Account, message: AccountMessage): Promise<void> {
    await api.client.placeRelay(await signAccountMessage(signer, { message, chain: await api.client.getChain() }))
  }

  async function authorise(key: Account, { totalLeft = unlimited, dayCap = unlimited, sessionExpiry = farAway }: Limits): Promise<void> {
    await relay(api.accounts.renter, { kind: 'authorize', key: key.address, totalLeft, dayCap, sessionExpiry, nonce: nonce++ })
    await engine.until('the key is authorised', async () => {
      const row = await sessionOf(key)
      return row !== null && !row.revoked && row.totalLeft === totalLeft && row.dayCap === dayCap
    })
  }

  async function authorised(name: string, limits: Limits): Promise<Account> {
    const key = privateKeyToAccount(testKey(`session key ${name}`).privateKey)
    await authorise(key, limits)
    return key
  }

  async function revoke(key: Account): Promise<void> {
    await relay(api.accounts.renter, { kind: 'revoke', key: key.address, nonce: nonce++ })
    await engine.until('the key is revoked', async () => (await sessionOf(key))?.revoked)
  }

  /** Returns a valid session key of the provider. */
  async function foreignKey(): Promise<Account> {
    const key = privateKeyToAccount(testKey('session key of the provider').privateKey)
    await relay(api.accounts.provider, {
      kind: 'authorize',
      key: key.address,
      totalLeft: unlimited,
      dayCap: unlimited,
      sessionExpiry: farAway,
      nonce: nonce++,
    })
    const account = api.chain.keys.provider.address
    await engine.until('the key is authorised', async () => findChainSession(api.owner, { account, key: key.address.toLowerCase() }))
    return key
  }

  function onChain(key: Account) {
    const rpc = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
    return rpc.readContract({ address: api.chain.addresses.market, abi: marketAbi, functionName: 'sessionOf', args: [renter(), key.address] })
  }

  function matchesNotSettled() {
    return api.owner.query("select match_id from settlements where state = 'abandoned'", [])
  }
})
