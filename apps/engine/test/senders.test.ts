import { writeFileSync } from 'node:fs'
import { leaseId as brandLeaseId, type OrderHash } from '@infinitio/domain'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet, relayReady } from './actors.ts'
import { fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { setAutomine, setBalance } from './chainControls.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { addSender, type SenderKey } from './senderKeys.ts'
import { sentRows } from './sentRows.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const isLong = process.env.TEST_LONG === '1'

const coin = 10n ** 18n

describe('several sender keys', () => {
  let market: Market
  let first: string
  let second: SenderKey
  const engines: RunningEngine[] = []
  const renter = actorKey('keys renter')
  let asked = 0
  beforeAll(async () => {
    market = await startMarket()
    first = market.chain.keys.sender.address
    second = await addSender(market, 'second')
    const worker = await market.startRooms()
    await fund(market, renter)
    await worker.stop()
  })
  afterEach(async () => {
    await setAutomine(market, true)
    for (const account of [first, second.address]) await setBalance(market, account, 1_000n * coin)
    await expectBooksAgree(market)
    await Promise.all(engines.splice(0).map((engine) => engine.stop()))
  })
  afterAll(async () => {
    second.remove()
    await market.stop()
  })

  async function start(settings: Record<string, string> = {}): Promise<RunningEngine> {
    const engine = await market.startEngine('worker', { SENDERS: `file:${second.file}`, ...settings })
    engines.push(engine)
    return engine
  }

  async function askMany(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let one = 0; one < count; one += 1) ids.push(await askFaucet(market, actorKey(`keys faucet ${asked++}`)))
    return ids
  }

  const rowsOf = (ids: string[]) => sentRows(market, `relay_id in (${ids.map((id) => `'${id}'`).join(',')})`)
  const sendersOf = (rows: { sender: string }[]) => [...new Set(rows.map(({ sender }) => sender))].sort()
  const untilMined = (ids: string[]) =>
    market.until('all are mined', async () => {
      const rows = await rowsOf(ids)
      return rows.length === ids.length && rows.every(({ state }) => state === 'mined') ? rows : null
    })

  it('share the waiting relays: both send, and each relay is sent once', async () => {
    const ids = await askMany(40)
    await start()
    const rows = await untilMined(ids)
    expect(sendersOf(rows)).toEqual([first, second.address].sort())
    expect(new Set(rows.map(({ relayId }) => relayId)).size).toBe(40)
  })

  it('send each match in one transaction, even from two processes with the same two keys', async () => {
    const bids: OrderHash[] = []
    for (const name of ['keys one', 'keys two', 'keys three']) {
      const { node } = await listNode(market, { name, gpus: 8 })
      for (let one = 0; one < 8; one += 1) bids.push(await placeHourBid(market, renter, { node, nonce: BigInt(bids.length + 1) }))
    }
    await market.until('all are matched', async () => (await countIn('matched', bids)) === 24)
    await Promise.all([start(), start()])
    await market.until('all are settled', async () => (await countIn('settled', bids)) === 24)
    const rows = await sentRows(market, "purpose = 'settle'")
    expect(rows).toHaveLength(24)
    expect(new Set(rows.map(({ matchId }) => matchId)).size).toBe(24)
    expect(sendersOf(rows)).toEqual([first, second.address].sort())
  })

  it('continue without a key that has no gas; it reports this and continues after a top-up', async () => {
    await setBalance(market, second.address, 1_000n)
    await start()
    await market.until('the key rests', async () => (await statusOf(second.address))?.rest === 'gas' || (await askMany(2)).length === 0)
    const ids = await askMany(6)
    const rows = await untilMined(ids)
    expect(sendersOf(rows)).toEqual([first])
    expect(await statusOf(second.address)).toMatchObject({ lowGas: true, left: 0n, rest: 'gas' })
    expect(await statusOf(first)).toMatchObject({ lowGas: false, rest: null })
    await setBalance(market, second.address, 1_000n * coin)
    await market.until('the key goes on', async () => (await statusOf(second.address))?.rest === null)
    await market.until('it says that it has gas', async () => (await statusOf(second.address))?.lowGas === false)
  })

  it.skipIf(!isLong)('raise an alarm while they can still send', async () => {
    await start({ LOW_GAS_TRANSACTIONS: '1000000000000' })
    await market.until('the alarm is on', async () => (await statusOf(first))?.lowGas === true)
    expect(await statusOf(first)).toMatchObject({ rest: null })
    await untilMined(await askMany(1))
  })

  it.skipIf(!isLong)('hold a few transactions at most, so that the other key takes the rest', async () => {
    await setAutomine(market, false)
    const ids = await askMany(8)
    await start({ MAX_IN_FLIGHT: '3' })
    await expect.poll(async () => (await rowsOf(ids)).length, { timeout: 60_000 }).toBe(6)
    const rows = await rowsOf(ids)
    expect(rows.filter(({ sender }) => sender === first)).toHaveLength(3)
    await setAutomine(market, true)
    await untilMined(ids)
  })

  it.skipIf(!isLong)('send for running leases with a reserved key while the others have no gas', async () => {
    const { node } = await listNode(market, { name: 'keys lane', gpus: 8 })
    const bid = await placeHourBid(market, renter, { node, nonce: 90n })
    await start({ SENDERS: '', LEASE_SENDERS: `file:${second.file}` })
    const leaseId = await market.until('it is settled', async () => (await orderState(market, bid))?.leaseId)
    await setBalance(market, first, 1_000n)
    const others = await askMany(60)
    await market.until('the other key rests', async () => (await statusOf(first))?.rest === 'gas')
    const ready = await relayReady(market, node, brandLeaseId(leaseId))
    expect((await untilMined([ready])).map(({ sender }) => sender)).toEqual([second.address])
    expect((await rowsOf(others)).filter(({ sender }) => sender === second.address)).toEqual([])
    await setBalance(market, first, 1_000n * coin)
    expect(sendersOf(await untilMined(others))).toEqual([first])
  })

  it('retire: the key finishes its sent transactions and takes no new work', async () => {
    await setAutomine(market, false)
    const before = await askMany(6)
    const engine = await start()
    await expect.poll(async () => (await rowsOf(before)).length, { timeout: 60_000 }).toBe(6)
    await engine.stop()
    const sent = await rowsOf(before)
    await start({ RETIRING_SENDERS: first })
    const after = await askMany(6)
    await setAutomine(market, true)
    const rows = await untilMined([...before, ...after])
    expect(sendersOf(rows.filter(({ relayId }) => after.includes(relayId ?? '')))).toEqual([second.address])
    expect(rows.filter(({ sender }) => sender === first).length).toBe(sent.filter(({ sender }) => sender === first).length)
    expect((await statusOf(first))?.rest).toBe('retiring')
  })

  it.skipIf(!isLong)('pause on a key that is not an engine, and no match is abandoned', async () => {
    const stranger = actorKey('sender not an engine')
    await setBalance(market, stranger.address, 1_000n * coin)
    const file = second.file.replace('sender.key', 'stranger.key')
    writeFileSync(file, stranger.privateKey, { mode: 0o600 })
    const { node } = await listNode(market, { name: 'keys stranger', gpus: 8 })
    const bids: OrderHash[] = []
    for (let nonce = 101n; nonce <= 108n; nonce += 1n) bids.push(await placeHourBid(market, renter, { node, nonce }))
    await market.until('all are matched', async () => (await countIn('matched', bids)) === 8)
    engines.push(await market.startEngine('worker', { SENDER_KEY_FILE: file }))
    await market.until('it rests', async () => (await statusOf(stranger.address))?.rest === 'engine')
    expect(await countIn('matched', bids)).toBe(8)
    await start()
    await market.until('all are settled', async () => (await countIn('settled', bids)) === 8)
    expect(await sentRows(market, `sender = '${stranger.address}'`)).toEqual([])
  })

  async function countIn(state: string, bids: OrderHash[]): Promise<number> {
    const states = await Promise.all(bids.map((bid) => orderState(market, bid)))
    return states.filter((order) => order?.state === state).length
  }

  async function statusOf(sender: string) {
    const rows = await market.owner.query<{ lowGas: boolean; left: bigint | null; rest: string | null }>(
      'select low_gas as "lowGas", transactions_left as left, rest from worker_status where sender = $1',
      [sender],
    )
    return rows[0]
  }
})
