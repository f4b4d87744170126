import { pTokenAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { testKey } from '@infinitio/chain/test'
import { pTokenUnits } from '@infinitio/domain'
import type { RelayRequestWire, RelayWire } from '@infinitio/domain/wire'
import { type AccountMessage, signAccountMessage, signDeposit, signEnd } from '@infinitio/sdk'
import { encodeFunctionData, type Hex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RelayRules } from '../src/relays/relayRules.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { signedBid } from './signedBid.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env.TEST_LONG === '1'

const coin = 10n ** 18n
const fee = pTokenUnits(coin / 100n)

describe('what the operator carries at its own cost (H2)', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let rules: RelayRules
  beforeAll(async () => {
    api = await startTestApi({
      change: (services) => ({
        ...services,
        get relayRules() {
          return rules
        },
      }),
    })
    rules = {
      ...{ relayFee: pTokenUnits(0n), leastBalance: pTokenUnits(coin / 10n), accountBudget: 100, totalBudget: 5_000 },
      ...{ poolAccountBudget: 0, poolTotalBudget: 0 },
    }
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    await market.fund(api.chain.keys.renter)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('none of 12 cancellations of a fresh key is sent, and each refusal holds the call by which the key can send it', async () => {
    const fresh = privateKeyToAccount(testKey('a fresh key').privateKey)
    const refusals = []
    for (let nonce = 1n; nonce <= 12n; nonce += 1n) refusals.push(await send(await sign(fresh, { kind: 'cancelAsk', nonce })))
    expect(refusals.map(({ status, body }) => [status, body.code])).toEqual(Array.from({ length: 12 }, () => [402, 'account.relay_not_covered']))
    expect(await api.owner.query('select id from relays where account = $1', [fresh.address.toLowerCase()])).toEqual([])
    const [first] = refusals
    await market.send(api.chain.keys.deployer, first?.body.call)
    await engine.until('the nonce is cancelled', async () => (await cancelledBy(fresh.address)) === 1)
  })

  it('a fresh key with an unfunded bid in the book gets nothing carried either', async () => {
    const fresh = privateKeyToAccount(testKey('a fresh key with a bid').privateKey)
    const order = await signedBid(api, await market.list('unfunded'), {
      signer: fresh,
      change: { timeInForce: 1 as never, node: `0x${'0'.repeat(64)}` as never },
    })
    expect((await api.send('POST', '/orders', { body: order })).status).toBe(202)
    expect(await send(await sign(fresh, { kind: 'cancelBid', nonce: BigInt(order.order.nonce) }))).toMatchObject({ status: 402 })
  })

  it('relays a cancel, a ready, an end and a relay with its fee also after the total is used up', async () => {
    const { renter, provider, stranger } = api.accounts
    const node = await market.list('silenced')
    rules = { ...rules, relayFee: fee, totalBudget: 0 }
    const key = { kind: 'authorize', key: stranger.address, totalLeft: 1n, dayCap: 1n, sessionExpiry: 2_000_000_000, nonce: 40n } as const
    expect(await send(await sign(renter, key))).toMatchObject({ status: 429, body: { code: 'account.relay_budget_used', detail: 'of all accounts' } })
    const lease = await market.runLease(node)
    const chain = await api.client.getChain()
    expect(await carried(await signEnd(renter, { lease: await signedLease(api, lease.leaseId), accept: false, chain }))).toMatchObject({
      state: 'mined',
      kind: 'end',
    })
    expect(await carried(await sign(provider, { kind: 'cancelAsk', nonce: node.ask.nonce }))).toMatchObject({ state: 'mined', kind: 'cancelAsk' })
    const wallet = await (await api.signedIn(renter)).getWallet({})
    expect(wallet.withdrawRelayFee).toBe(fee.toString())
    const withdraw = { kind: 'withdraw', amount: coin, to: renter.address, nonce: 41n } as const
    expect(await send(await sign(renter, withdraw))).toMatchObject({ status: 402, body: { code: 'account.relay_fee_too_low' } })
    expect(await carried(await sign(renter, { ...withdraw, relayFee: fee }))).toMatchObject({ state: 'mined', kind: 'withdraw' })
    rules = { ...rules, totalBudget: 5_000 }
  })

  it.skipIf(!isLong)('charges each of the 20 accounts that one sum of money moves through', async () => {
    rules = { ...rules, relayFee: fee }
    let amount = coin
    const before = await paid()
    let person = await personOf(0)
    await give(person.address, amount)
    for (let hop = 1; hop <= 20; hop += 1) {
      const next = await personOf(hop)
      expect(await carried(await depositOf(person, amount))).toMatchObject({ state: 'mined' })
      await engine.until('the deposit counts', async () => BigInt((await walletOf(person)).balance) === amount)
      const withdraw = { kind: 'withdraw', to: next.address, nonce: 2n } as const
      expect(await send(await sign(person, { ...withdraw, amount }))).toMatchObject({ status: 402, body: { code: 'account.relay_fee_too_low' } })
      const { withdrawRelayFee } = await walletOf(person)
      expect(BigInt(withdrawRelayFee)).toBe(2n * fee)
      amount -= 2n * fee
      expect(await carried(await sign(person, { ...withdraw, amount, relayFee: 2n * fee }))).toMatchObject({ state: 'mined' })
      person = next
    }
    expect((await paid()) - before).toBe(40n * fee)
  })

  const send = (relay: RelayRequestWire) => api.send('POST', '/relays', { body: relay })
  const sign = async (signer: PrivateKeyAccount, message: AccountMessage) =>
    signAccountMessage(signer, { message, chain: await api.client.getChain() })
  const walletOf = async (person: PrivateKeyAccount) => (await api.signedIn(person)).getWallet({})
  const personOf = async (hop: number) => privateKeyToAccount(testKey(`hop ${hop}`).privateKey)
  const senderAddress = () => api.chain.keys.sender.address
  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })

  /**
   * Waits until the follower (which copies chain events into the database) has read the last block. Returns the amount that the sender of the relays received.
   */
  async function paid(): Promise<bigint> {
    const head = await rpc().getBlockNumber()
    const { sum } = await engine.until('the head is followed', async () => {
      const [at] = await api.owner.query<{ head: bigint }>('select head_number as head from follower_checkpoint where id = 1', [])
      return at !== undefined && at.head >= head ? { sum: await balanceOf(senderAddress()) } : null
    })
    return sum
  }

  /** Returns the market balance of an address from the rows that the follower (the process that copies chain events into the database) writes. */
  async function balanceOf(account: string): Promise<bigint> {
    const [row] = await api.owner.query<{ balance: bigint }>('select balance from chain_accounts where account = $1', [account.toLowerCase()])
    return row?.balance ?? 0n
  }

  async function cancelledBy(account: string): Promise<number> {
    const rows = await api.owner.query("select 1 from chain_logs where name = 'AskCancelled' and args::json ->> 'account' = $1", [
      account.toLowerCase(),
    ])
    return rows.length
  }

  async function carried(relay: RelayRequestWire): Promise<RelayWire> {
    const { relayId } = await api.client.placeRelay(relay)
    return engine.until('the relay was carried', async () => {
      const seen = await api.client.getRelay(relayId)
      return seen.state === 'mined' || seen.state === 'failed' ? seen : null
    })
  }

  async function give(to: Hex, amount: bigint): Promise<void> {
    const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [to, amount] })
    await market.send(api.chain.keys.provider, { to: api.chain.addresses.pToken, data })
  }

  async function depositOf(person: PrivateKeyAccount, amount: bigint) {
    const read = { address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'nonces', args: [person.address] } as const
    return signDeposit(person, { amount, nonce: 1n, permitNonce: await rpc().readContract(read), chain: await api.client.getChain() })
  }
})
