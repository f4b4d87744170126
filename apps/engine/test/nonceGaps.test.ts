import { keySigner } from '@infinitio/chain/node'
import { matchId } from '@infinitio/domain'
import { toCanonical } from '@infinitio/matching'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet } from './actors.ts'
import { bookLease, fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { dropFromPool, pooledHashes, setAutomine, setNonce } from './chainControls.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { sentRows, signedVersions } from './sentRows.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const isLong = process.env.TEST_LONG === '1'

const USED_BEFORE = 40n

describe('a nonce that blocks later ones', () => {
  let market: Market
  let worker: RunningEngine
  let sender: string
  const renter = actorKey('gap renter')
  beforeAll(async () => {
    market = await startMarket()
    sender = market.chain.keys.sender.address
    // Simulates a key that sent transactions before this database existed.
    await setNonce(market, sender, Number(USED_BEFORE))
    worker = await market.startRooms()
  })
  afterEach(async () => {
    await setAutomine(market, true)
    await expectBooksAgree(market)
  })
  afterAll(() => market.stop())

  async function watch(what: string, check: () => Promise<boolean>): Promise<void> {
    await expect.poll(check, { message: what, timeout: 60_000, interval: 20 }).toBe(true)
  }

  it('is filled with an empty transaction if nothing was stored for it', async () => {
    await setAutomine(market, false)
    const faucet = await askFaucet(market, renter)
    const find = async () => (await sentRows(market, `relay_id = '${faucet}'`))[0]
    await watch('it waits in the pool', async () => (await find())?.state === 'broadcast')
    expect((await find())?.nonce).toBe(USED_BEFORE)
    // The chain lost two transactions that the key sent before this database existed.
    await setNonce(market, sender, Number(USED_BEFORE - 2n))
    await setAutomine(market, true)
    await market.until('the faucet is mined', async () => (await find())?.state === 'mined')
    const fillers = await sentRows(market, "action = 'fillNonce'")
    expect(fillers.map(({ nonce, state }) => ({ nonce, state }))).toEqual([
      { nonce: USED_BEFORE - 2n, state: 'mined' },
      { nonce: USED_BEFORE - 1n, state: 'mined' },
    ])
    for (const filler of fillers) expect(signedVersions(filler)[0]).toMatchObject({ to: sender, data: undefined })
    await fund(market, renter)
  })

  it('is sent again if only the node lost it, and all later ones continue', async () => {
    await setAutomine(market, false)
    const faucets: string[] = []
    for (const name of ['one', 'two', 'three', 'four']) faucets.push(await askFaucet(market, actorKey(`gap ${name}`)))
    const find = () => sentRows(market, `relay_id in (${faucets.map((id) => `'${id}'`).join(',')})`)
    await watch('all four wait in the pool', async () => (await find()).filter(({ state }) => state === 'broadcast').length === 4)
    const rows = await find()
    await dropFromPool(market, rows[1]?.hashes[0] ?? '')
    await watch('all four are in the pool again', async () => {
      const pooled = await pooledHashes(market)
      return rows.every(({ hashes }) => pooled.includes(hashes[0] ?? ''))
    })
    await setAutomine(market, true)
    await market.until('all are mined', async () => (await find()).every(({ state }) => state === 'mined'))
    expect((await find()).map(({ hashes }) => hashes)).toEqual(rows.map(({ hashes }) => hashes))
  })

  it('is used by an empty transaction if its match must no longer settle', async () => {
    const { node } = await listNode(market, { name: 'void', gpus: 1 })
    await setAutomine(market, false)
    const bidHash = await placeHourBid(market, renter, { node, nonce: 1n })
    const find = async () => (await sentRows(market, `order_hash = '${bidHash}'`))[0]
    await watch('the settle is in the pool', async () => (await find())?.state === 'broadcast')
    await worker.stop()
    const row = await find()
    await dropFromPool(market, row?.hashes[0] ?? '')
    // Simulates a deep reorg. The match was abandoned because its transaction had failed in a final block. Then the chain dropped that block.
    const payload = toCanonical({ kind: 'SettleAbandoned', matchId: matchId(row?.matchId ?? 0n), code: 'order.settle_failed' })
    await market.owner.query("insert into worker_commands (command_key, kind, payload) values ('abandon/' || $1::text, 'SettleAbandoned', $2)", [
      String(row?.matchId),
      payload,
    ])
    await setAutomine(market, true)
    worker = await market.startEngine('worker')
    await market.until('the order is abandoned', async () => (await orderState(market, bidHash))?.state === 'abandoned')
    await market.until('its nonce is used up', async () => (await find())?.state === 'dropped')
    const versions = signedVersions((await find()) ?? { raw: [] })
    expect(versions.map(({ data, to }) => ({ isNothing: data === undefined, to }))).toEqual([
      { isNothing: false, to: market.chain.addresses.market },
      { isNothing: true, to: sender },
    ])
    expect(await market.owner.query('select 1 from leases where bid_hash = $1', [bidHash])).toEqual([])
  })

  it('costs nobody anything if somebody else used it with our key: the match is sent once more with the next nonce', async () => {
    const { node } = await listNode(market, { name: 'foreign', gpus: 1 })
    await setAutomine(market, false)
    const bidHash = await placeHourBid(market, renter, { node, nonce: 2n })
    const find = () => sentRows(market, `order_hash = '${bidHash}' and purpose = 'settle'`)
    await watch('the settle is in the pool', async () => (await find())[0]?.state === 'broadcast')
    await worker.stop()
    const [row] = await find()
    const [ours] = signedVersions(row ?? { raw: [] })
    await dropFromPool(market, row?.hashes[0] ?? '')
    const fees = { maxFeePerGas: 100n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n }
    const call = { to: renter.address, data: '0x' as const }
    const signer = keySigner(market.chain.keys.sender.privateKey)
    const foreign = await signer.sign({ chainId: market.chain.chainId, nonce: ours?.nonce ?? 0, call, gas: 21_000n, ...fees })
    await market.client.request({ method: 'eth_sendRawTransaction', params: [foreign.raw] })
    await market.chain.mine(1)
    await setAutomine(market, true)
    worker = await market.startEngine('worker')
    await market.until('the order is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    expect((await find()).map(({ state, code }) => ({ state, code }))).toEqual([
      { state: 'dropped', code: 'chain.transaction_unknown' },
      { state: 'mined', code: null },
    ])
    expect(await market.owner.query('select 1 from leases where bid_hash = $1', [bidHash])).toHaveLength(1)
  })

  it.skipIf(!isLong)('makes the key wait until it lands, if the pool has a foreign transaction for it', async () => {
    await worker.stop()
    await setAutomine(market, false)
    const nonce = await market.client.getTransactionCount({ address: sender as `0x${string}` })
    const fees = { maxFeePerGas: 100n * 10n ** 9n, maxPriorityFeePerGas: 10n ** 9n }
    const call = { to: renter.address, data: '0x' as const }
    const foreign = await keySigner(market.chain.keys.sender.privateKey).sign({ chainId: market.chain.chainId, nonce, call, gas: 21_000n, ...fees })
    await market.client.request({ method: 'eth_sendRawTransaction', params: [foreign.raw] })
    worker = await market.startEngine('worker')
    const faucet = await askFaucet(market, actorKey('behind a foreigner'))
    await watch('the key waits', async () => (await market.owner.query("select 1 from worker_status where rest = 'pool'", [])).length === 1)
    expect(await sentRows(market, `relay_id = '${faucet}'`)).toEqual([])
    await setAutomine(market, true)
    await market.until('the faucet is mined', async () => (await sentRows(market, `relay_id = '${faucet}'`))[0]?.state === 'mined')
    expect((await sentRows(market, `relay_id = '${faucet}'`))[0]?.nonce).toBe(BigInt(nonce + 1))
    const { node } = await listNode(market, { name: 'after foreign', gpus: 1 })
    await bookLease(market, renter, { node, nonce: 3n })
  })
})
