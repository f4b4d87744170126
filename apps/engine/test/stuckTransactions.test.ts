import { appendTransactionRaw } from '@infinitio/db'
import { keySigner } from '@infinitio/chain/node'
import { parseTransaction, type Hex } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet } from './actors.ts'
import { fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { dropFromPool, mineAtBaseFee, pooledHashes, setAutomine } from './chainControls.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { sentRows, signedVersions } from './sentRows.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const gwei = 1_000_000_000n

describe('a transaction that waits too long', () => {
  let market: Market
  let worker: RunningEngine
  let bids = 0
  const renter = actorKey('stuck renter')
  beforeAll(async () => {
    market = await startMarket()
    worker = await market.startRooms()
    await fund(market, renter)
  })
  afterEach(async () => {
    await setAutomine(market, true)
    await worker.stop()
  })
  afterAll(() => market.stop())

  /** Makes a match whose settlement waits in the chain's pool of transactions. The chain mines only on request. */
  async function matchThatWaits(name: string, settings: Record<string, string>) {
    bids += 1
    const { node } = await listNode(market, { name, gpus: 1 })
    await setAutomine(market, false)
    await mineAtBaseFee(market, gwei)
    await worker.stop()
    const bidHash = await placeHourBid(market, renter, { node, nonce: BigInt(bids) })
    worker = await market.startEngine('worker', settings)
    const find = () => sentRows(market, `order_hash = '${bidHash}' and purpose = 'settle'`)
    await watch('the settle is in the pool', async () => (await find())[0]?.state === 'broadcast')
    const [row] = await find()
    if (row === undefined) throw new Error('the settle has no row')
    return { bidHash, row, find: async () => (await find())[0] ?? row }
  }

  /** Waits without mining. */
  async function watch(what: string, check: () => Promise<boolean>): Promise<void> {
    await expect.poll(check, { message: what, timeout: 60_000, interval: 20 }).toBe(true)
  }

  it('is signed again with both fees an eighth higher after a jump of the base fee, and settles its match once', async () => {
    const { bidHash, row, find } = await matchThatWaits('fee spike', { STUCK_AFTER_MS: '0' })
    const firstHash = row.hashes[0]
    await watch('it was replaced', async () => {
      await mineAtBaseFee(market, 300n * gwei)
      return (await find()).raw.length > 1
    })
    await watch('the order is settled', async () => {
      await mineAtBaseFee(market, 300n * gwei)
      return (await orderState(market, bidHash))?.state === 'settled'
    })
    const settled = await find()
    const versions = signedVersions(settled)
    for (const [at, version] of versions.slice(1).entries()) {
      const before = versions[at]
      expect(version.nonce).toBe(before?.nonce)
      expect(version.data).toBe(before?.data)
      expect(version.maxFeePerGas * 8n).toBeGreaterThanOrEqual((before?.maxFeePerGas ?? 0n) * 9n)
      expect(version.maxPriorityFeePerGas * 8n).toBeGreaterThanOrEqual((before?.maxPriorityFeePerGas ?? 0n) * 9n)
    }
    expect(settled.hashes[0]).toBe(firstHash)
    await setAutomine(market, true)
    await expectBooksAgree(market)
    expect((await find()).state).toBe('mined')
  })

  it('never pays above the cap: it waits for a lower base fee, and the key takes no new work until then', async () => {
    const { bidHash, find } = await matchThatWaits('capped', { STUCK_AFTER_MS: '0', MAX_FEE_PER_GAS: String(5n * gwei) })
    await watch('the key rests', async () => {
      await mineAtBaseFee(market, 300n * gwei)
      const rows = await market.owner.query<{ rest: string | null }>('select rest from worker_status', [])
      return rows.some(({ rest }) => rest === 'fees')
    })
    const faucet = await askFaucet(market, actorKey('capped faucet'))
    for (const { maxFeePerGas } of signedVersions(await find())) expect(maxFeePerGas).toBeLessThanOrEqual(5n * gwei)
    expect(await sentRows(market, `relay_id = '${faucet}'`)).toEqual([])
    await watch('the order is settled', async () => {
      await mineAtBaseFee(market, gwei)
      return (await orderState(market, bidHash))?.state === 'settled'
    })
    await setAutomine(market, true)
    await expectBooksAgree(market)
    expect(await sentRows(market, `relay_id = '${faucet}'`)).toMatchObject([{ state: 'mined' }])
  })

  it('pays no higher fee while the chain mines no blocks', async () => {
    const { bidHash, find } = await matchThatWaits('halted', { STUCK_AFTER_MS: '0' })
    await worker.stop()
    worker = await market.startEngine('worker', { STUCK_AFTER_MS: '0' })
    const seen = (await find()).raw
    await watch('it was sent again at least once', async () => (await pooledHashes(market)).includes((await find()).hashes[0] ?? ''))
    expect((await find()).raw).toEqual(seen)
    await setAutomine(market, true)
    await market.until('the order is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    await expectBooksAgree(market)
  })

  it('is recognised if its earlier bytes land although newer ones are stored', async () => {
    const { bidHash, row, find } = await matchThatWaits('earlier bytes', {})
    await worker.stop()
    const { raw, hash } = await signAgain(row.raw[0] as Hex)
    await appendTransactionRaw(market.owner, { id: row.id, raw, hash })
    await market.chain.mine(1)
    worker = await market.startEngine('worker')
    await setAutomine(market, true)
    await market.until('the order is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    await expectBooksAgree(market)
    expect(await find()).toMatchObject({ state: 'mined', code: null, hashes: [row.hashes[0], hash] })
  })

  it('is sent again with the same bytes if the node lost it', async () => {
    const { bidHash, row, find } = await matchThatWaits('forgotten', {})
    const [hash = ''] = row.hashes
    await dropFromPool(market, hash)
    expect(await pooledHashes(market)).not.toContain(hash)
    await watch('it is in the pool again', async () => (await pooledHashes(market)).includes(hash))
    await setAutomine(market, true)
    await market.until('the order is settled', async () => (await orderState(market, bidHash))?.state === 'settled')
    expect((await find()).hashes).toEqual([hash])
    await expectBooksAgree(market)
  })

  async function signAgain(old: Hex) {
    const { nonce = 0, to, data = '0x', gas = 0n, maxFeePerGas = 0n, maxPriorityFeePerGas = 0n, chainId } = parseTransaction(old)
    const fees = { maxFeePerGas: maxFeePerGas * 2n, maxPriorityFeePerGas: maxPriorityFeePerGas * 2n }
    const call = { to: (to ?? '').toLowerCase() as typeof renter.address, data }
    return keySigner(market.chain.keys.sender.privateKey).sign({ chainId: chainId ?? 0, nonce, call, gas, ...fees })
  }
})
