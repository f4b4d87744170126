import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testKey } from '@infinitio/chain/test'
import type { SessionKeyWire } from '@infinitio/domain/wire'
import { address, zeroHex32 } from '@infinitio/domain'
import { type AccountMessage, buildOpenBid, readApiKey, signAccountMessage, signBid, signCancelOrder } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { endUncoveredBids } from '../src/actions/orders/endOrders.ts'
import type { SeededNode } from './seedMarket.ts'
import { signedBid } from './signedBid.ts'
import { type CommandMarket, startCommandMarket } from './startCommandMarket.ts'

const unit = 10n ** 9n
const farAway = 10_000_000_000

type Account = ReturnType<typeof privateKeyToAccount>

describe('session keys as a product', () => {
  let started: CommandMarket
  let api: CommandMarket['api']
  let engine: CommandMarket['engine']
  let market: CommandMarket['market']
  let cli: CommandMarket['cli']
  let nonce = 70_000n
  let bidNonce = 70_000n
  beforeAll(async () => {
    started = await startCommandMarket()
    ;({ api, cli, engine, market } = started)
  })
  afterAll(() => started?.stop())

  it('are made, listed, changed and revoked from a terminal, and the list matches the chain', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
    const file = join(folder, 'api.key')
    nonce += 10n
    const made = await runCli(['keys', 'make', '--total', '2', '--day', '0.5', '--out', file])
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('may spend 2') })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    expect(made.out).not.toContain(text.trim())
    const { account, privateKey } = readApiKey(text)
    const key = privateKeyToAccount(privateKey)
    expect(account).toBe(renter())
    expect(await keyWhen(key, 'it is final', ({ final }) => final)).toMatchObject({
      ...{
        state: 'good',
        total: pt('2'),
        spent: '0',
        left: pt('2'),
        dayCap: pt('0.5'),
        spentToday: '0',
        promised: '0',
        free: pt('0.5'),
        final: true,
      },
    })
    expect((await runCli(['keys', 'authorize', key.address, '--total', '1'])).code).toBe(0)
    expect(await keyWhen(key, 'it has new limits', ({ total }) => total === pt('1'))).toMatchObject({ left: pt('1'), dayCap: pt('1'), free: pt('1') })
    expect(JSON.parse((await runCli(['keys', 'ls', '--json'])).out)).toContainEqual(
      expect.objectContaining({ key: key.address.toLowerCase(), total: pt('1') }),
    )
    expect((await runCli(['keys', 'revoke', key.address])).code).toBe(0)
    expect(await keyWhen(key, 'it is taken back', ({ state }) => state === 'revoked')).toMatchObject({
      left: '0',
      free: '0',
      spent: '0',
      total: pt('1'),
    })
    // The command does not overwrite an existing file. In this case, it also does not authorise the key.
    const before = (await keysOf()).length
    expect(await runCli(['keys', 'make', '--total', '1', '--out', file])).toMatchObject({ code: 80 })
    expect([readFileSync(file, 'utf8'), (await keysOf()).length]).toEqual([text, before])
    rmSync(folder, { recursive: true })
  }, 180_000)

  it('say what they spent, what their open bids may spend, and what is free', async () => {
    const key = await authorised('counted', { totalLeft: 10n * unit, dayCap: 6n * unit })
    const node = await market.list('for the counted')
    const settled = await market.judged((await place(node, key)).body.orderHash)
    expect(settled).toMatchObject({ state: 'settled' })
    const spent = await keyWhen(key, 'its spending is known', (one) => one.spent !== '0')
    expect(spent).toMatchObject({ spentToday: spent.spent, promised: '0', total: pt('10') })
    expect(BigInt(spent.left)).toBe(BigInt(pt('10')) - BigInt(spent.spent))
    expect(BigInt(spent.free)).toBe(BigInt(pt('6')) - BigInt(spent.spent))
    const resting = await rest(await market.list('too dear to meet'), key)
    const waiting = await keyWhen(key, 'its bid is promised', (one) => one.promised !== '0')
    expect(BigInt(waiting.free)).toBe(BigInt(spent.free) - BigInt(waiting.promised))
    await revoke(key)
    expect(await keyWhen(key, 'it is taken back', ({ state }) => state === 'revoked')).toMatchObject({
      spent: spent.spent,
      left: '0',
      free: '0',
      promised: '0',
    })
    await leaves(resting)
  })

  it('end all their bids when they are revoked, and their newest bids when their limit falls; bids of other keys stay', async () => {
    const node = await market.list('nobody meets it')
    const key = await authorised('given less', { totalLeft: 100n * unit, dayCap: 100n * unit })
    const other = await authorised('of another program', { totalLeft: 100n * unit, dayCap: 100n * unit })
    const [first, second, theirs] = [await rest(node, key), await rest(node, key), await rest(node, other)]
    const { promised } = await keyWhen(key, 'both bids are promised', (one) => one.promised !== '0')
    expect(await endUncoveredBids(api.services)).toBe(0)
    // The amount that one of the two bids needs, in the units in which the contract counts limits. Below, the first key gets a limit that is one unit too low
    // for its two bids together.
    const one = BigInt(promised) / unit / 2n
    // The other key may spend exactly the amount that its bid needs. Bids of the first key must not count towards that limit.
    await authorise(other, { totalLeft: one, dayCap: one })
    await authorise(key, { totalLeft: one * 2n - 1n, dayCap: 100n * unit })
    await leaves(second)
    expect(await stateOf(first)).toBe('open')
    await authorise(key, { totalLeft: 100n * unit, dayCap: one - 1n })
    await leaves(first)
    expect(await stateOf(theirs)).toBe('open')
    await authorise(other, { totalLeft: 2n * one, dayCap: 2n * one })
    const third = await rest(node, other)
    await revoke(other)
    await Promise.all([leaves(theirs), leaves(third)])
    expect(await endUncoveredBids(api.services)).toBe(0)
  })

  it('may take their own bids out of the book, and no others', async () => {
    const node = await market.list('given up by its key')
    const limits = { totalLeft: 100n * unit, dayCap: 100n * unit }
    const [key, other] = [await authorised('gives up', limits), await authorised('gives up another', limits)]
    const [own, theirs] = [await rest(node, key), await rest(node, other)]
    const cancel = async (orderHash: string) =>
      (await api.send('POST', `/orders/${orderHash}/cancel`, { body: await signCancelOrder(key, { orderHash, chain: await api.client.getChain() }) }))
        .status
    expect([await cancel(theirs), await cancel(own)]).toEqual([401, 202])
    await engine.until('the bid is out', async () => (await stateOf(own)) === 'cancelled')
    expect(await stateOf(theirs)).toBe('open')
  })

  type Limits = { totalLeft: bigint; dayCap: bigint; sessionExpiry?: number }

  const renter = () => api.accounts.renter.address.toLowerCase()
  const pt = (text: string) => String(BigInt(Math.round(Number(text) * 10)) * 10n ** 17n)

  async function keysOf(): Promise<SessionKeyWire[]> {
    return (await (await api.signedIn(api.accounts.renter)).listSessionKeys()).items
  }

  function keyWhen(key: Account, what: string, until: (key: SessionKeyWire) => boolean): Promise<SessionKeyWire> {
    return engine.until(what, async () => {
      const found = (await keysOf()).find((one) => one.key === key.address.toLowerCase())
      return found !== undefined && until(found) ? found : null
    })
  }

  async function place(node: SeededNode, key: Account) {
    return api.send('POST', '/orders', { body: await signedBid(api, node, { signer: key, change: { renter: address(renter()) } }) })
  }

  /** Places a bid at half the price of the machine's ask, so that it rests in the book. */
  async function rest(node: SeededNode, key: Account): Promise<string> {
    const chain = await api.client.getChain()
    bidNonce += 1n
    const bid = buildOpenBid({
      ...{ renter: renter(), classIds: [0], regionIds: [0], gpus: 1, durationSeconds: 3_600, minGpusPerNode: 1, cluster: false, timeInForce: 'gtc' },
      ...{ maxPricePerGpuSecond: (node.ask.pricePerGpuSecond / 2n).toString(), workloadHash: zeroHex32, nonce: bidNonce, chain },
    })
    const body = await signBid(key, { bid, chain })
    const { orderHash } = (await api.send('POST', '/orders', { body })).body
    await engine.until('the bid rests', async () => (await stateOf(orderHash)) === 'open')
    return orderHash
  }

  async function stateOf(orderHash: string): Promise<string> {
    return (await api.client.getOrder(orderHash)).state
  }

  async function leaves(orderHash: string): Promise<void> {
    await engine.until('the bid leaves the book', async () => {
      await endUncoveredBids(api.services)
      return (await stateOf(orderHash)) === 'cancelled'
    })
  }

  async function relay(message: AccountMessage): Promise<void> {
    await api.client.placeRelay(await signAccountMessage(api.accounts.renter, { message, chain: await api.client.getChain() }))
  }

  async function authorise(key: Account, { totalLeft, dayCap, sessionExpiry = farAway }: Limits): Promise<void> {
    await relay({ kind: 'authorize', key: key.address, totalLeft, dayCap, sessionExpiry, nonce: nonce++ })
    const limits = [totalLeft, dayCap].map((units) => String(units * unit))
    await keyWhen(key, 'the key is authorised', ({ state, total, dayCap: day }) => state === 'good' && total === limits[0] && day === limits[1])
  }

  async function authorised(name: string, limits: Limits): Promise<Account> {
    const key = privateKeyToAccount(testKey(`product key ${name}`).privateKey)
    await authorise(key, limits)
    return key
  }

  async function revoke(key: Account): Promise<void> {
    await relay({ kind: 'revoke', key: key.address, nonce: nonce++ })
    await keyWhen(key, 'the key is taken back', ({ state }) => state === 'revoked')
  }

  /** Runs the command line client with the renter's key. */
  const runCli = (args: string[]) => cli.run(args, { wallet: api.chain.keys.renter.privateKey })
})
