// The tests depend on their order and share one provider, because the limits of a payment depend on the earlier payments.
import type { TestDb } from '@infinitio/db/test'
import { shareLimits } from '@infinitio/domain'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { registerNode, type TestNode } from './actors.ts'
import { testPrice } from './bookLease.ts'
import { type KillPoint, type KillingRpc, startKillingRpc } from './killingRpc.ts'
import { openTestAdmin } from './openTestAdmin.ts'
import { rollBack } from './reorganise.ts'
import { sentRows } from './sentRows.ts'
import { addShareKey, balanceOnChain, closeCredited, type CreditedTime, openProjections } from './shareMarket.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startWorkerProcess, type WorkerProcess } from './workerProcess.ts'

type Share = { leaseId: bigint; amount: bigint; cuts: string[]; transactionId: bigint | null; foundTx: string | null }

const isLong = process.env.TEST_LONG === '1'
/**
 * The moments at which the test kills the worker during a payment. Each is a call to the chain. The first transaction of a payment approves the PToken, the
 * second one pays.
 */
const points: [string, KillPoint][] = [
  ['with a payment stored that no node has', { method: 'eth_sendRawTransaction', count: 2, reachesChain: false }],
  ['with a payment that the chain has and that is not noted as sent', { method: 'eth_sendRawTransaction', count: 2, reachesChain: true }],
]
if (isLong)
  points.push(
    ['with an approval that the chain has', { method: 'eth_sendRawTransaction', count: 1, reachesChain: true }],
    ['before it tried the payment', { method: 'eth_estimateGas', count: 2, reachesChain: true }],
    ['before the first block that it reads', { method: 'eth_getBlockByNumber', count: 1, reachesChain: false }],
  )

describe("the operator's share", () => {
  let market: Market
  let node: TestNode
  let rpc: KillingRpc
  let rows: TestDb
  let key: Awaited<ReturnType<typeof addShareKey>>
  let lastLease = 9_000n
  let victim: WorkerProcess | null = null
  const workers: WorkerProcess[] = []
  beforeAll(async () => {
    market = await startMarket()
    rows = openProjections(market)
    await market.startEngine('follower')
    key = await addShareKey(market, 'one')
    node = await registerNode(market, { name: 'shares', gpus: 1 })
    await market.until(
      'the machine is known',
      async () => (await market.owner.query('select 1 from chain_nodes where node_id = $1', [node.id])).length,
    )
    rpc = await startKillingRpc({ rpcUrl: market.chain.rpcUrl, onReached: async () => victim?.kill() })
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()))
  })
  afterAll(async () => {
    await Promise.all([rpc.stop(), rows.close()])
    await market.stop()
  })

  it('pays nothing without a key, and then once what the lease would have earned', async () => {
    const leaseId = await close({ fees: 10n ** 17n, credited: 600n })
    const without = startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings: {} })
    workers.push(without)
    await market.until('it runs', async () => (await market.owner.query('select 1 from worker_status', [])).length)
    expect(await shares()).toEqual([])
    await without.kill()
    const before = await balanceOnChain(market, node.provider)
    run()
    const share = await paid(leaseId)
    // The provider's fee, which is subtracted, is rounded up.
    const pay = testPrice * 600n
    expect(share).toMatchObject({ amount: pay - (pay * 25n + 9_999n) / 10_000n, cuts: [] })
    expect((await balanceOnChain(market, node.provider)) - before).toBe(share.amount)
    expect(await sentRows(market, "action in ('approveShare', 'payShare')")).toMatchObject([
      { action: 'approveShare' },
      { action: 'payShare', leaseId },
    ])
  })

  it.skipIf(!isLong)('decides leases of two processes with different keys once each, and together never above a limit', async () => {
    const other = await addShareKey(market, 'two')
    const before = await balanceOnChain(market, node.provider)
    const known = await shares()
    // Remove all earlier fees, so that the test can reach the limit of a tenth of all fees. Here it is lower than the other limit, which is half of the fees of
    // the provider's leases.
    await rows.query('update leases set renter_fee = 0, provider_fee = 0', [])
    const room = 40n * 10n ** 12n
    await market.owner.query('update operator_shares set amount = 0, asked = 0', [])
    const leases = [
      await close({ fees: 5n * room, credited: 20n }),
      await close({ fees: 0n, credited: 100n }),
      await close({ fees: 0n, credited: 60n }),
    ]
    run()
    run({ SHARE_SENDER: `file:${other.file}` })
    const decided = await market.until('all are decided', async () => {
      const found = (await shares()).filter(({ leaseId }) => leases.includes(leaseId))
      return found.length === leases.length ? found : null
    })
    for (const { leaseId, amount } of decided) if (amount > 0n) await paid(leaseId)
    expect(decided.map(({ cuts }) => cuts)).toEqual([[], ['operator_fees'], ['operator_fees']])
    expect(decided.reduce((sum, { amount }) => sum + amount, 0n)).toBe(room)
    expect((await balanceOnChain(market, node.provider)) - before).toBe(room)
    expect(await shares()).toHaveLength(known.length + leases.length)
  })

  it.each(points)('a worker killed %s pays nothing twice: the next one goes on', async (_when, point) => {
    const leaseId = await close({ fees: 10n ** 17n, credited: 30n })
    const before = await balanceOnChain(market, node.provider)
    rpc.arm(point)
    victim = run({}, rpc.url)
    await market.until('the point was reached', async () => victim?.hasEnded())
    run()
    const { amount } = await paid(leaseId)
    expect((await balanceOnChain(market, node.provider)) - before).toBe(amount)
    const sent = await sentRows(market, `action = 'payShare' and lease_id = ${leaseId}`)
    expect(sent.filter(({ state }) => state === 'mined')).toHaveLength(1)
  })

  it.skipIf(!isLong)('counts a payment that was sent and is not stored, as after a restored backup, and sends no other one', async () => {
    const leaseId = await close({ fees: 10n ** 17n, credited: 30n })
    const worker = run()
    const first = await paid(leaseId)
    await worker.kill()
    const balance = await balanceOnChain(market, node.provider)
    const [sent] = await sentRows(market, `id = ${first.transactionId}`)
    await market.owner.query('delete from operator_shares where lease_id = $1', [leaseId])
    await market.owner.query('delete from transactions where lease_id = $1', [leaseId])
    run()
    const again = await market.until('it is decided again', async () => (await shares()).find((share) => share.leaseId === leaseId))
    expect(again).toMatchObject({ amount: first.amount, transactionId: null, foundTx: sent?.hashes.at(-1) })
    expect(await sentRows(market, `lease_id = ${leaseId}`)).toEqual([])
    expect(await balanceOnChain(market, node.provider)).toBe(balance)
  })

  it.skipIf(!isLong)('sends the same bytes again after the chain dropped the block of a payment', async () => {
    const leaseId = await close({ fees: 10n ** 17n, credited: 30n })
    const before = await balanceOnChain(market, node.provider)
    run()
    const { transactionId, amount } = await paid(leaseId)
    const [row] = await sentRows(market, `id = ${transactionId}`)
    await rollBack(market, Number((await market.client.getBlockNumber({ cacheTime: 0 })) - (row?.minedBlock ?? 0n)) + 1)
    expect(await balanceOnChain(market, node.provider)).toBe(before)
    await market.until('it is paid again', async () => (await balanceOnChain(market, node.provider)) === before + amount)
    const sent = await sentRows(market, `action = 'payShare' and lease_id = ${leaseId}`)
    expect(sent.map(({ hashes }) => hashes)).toEqual([row?.hashes])
  })

  it('shows and pays what is owed by the command, without an engine', async () => {
    const leaseId = await close({ fees: 10n ** 17n, credited: 30n })
    const before = await balanceOnChain(market, node.provider)
    const admin = openTestAdmin(market)
    const shown = await admin.say('shares')
    expect(shown.lines[0]).toMatch(new RegExp(`^lease ${leaseId}: 30 s, \\d+ of \\d+ base units, not decided yet$`))
    expect(await admin.say('shares pay', { 'key-file': key.file })).toMatchObject({ ok: true, fields: { left: 0 } })
    const share = await paid(leaseId)
    expect((await balanceOnChain(market, node.provider)) - before).toBe(share.amount)
    expect((await admin.say('shares')).lines.find((line) => line.startsWith(`lease ${leaseId}:`))).toMatch(/, 0x[0-9a-f]{64}$/)
    await admin.close()
  })

  it('forgets fees and payments of more than 30 days ago', async () => {
    await rows.query('update leases set renter_fee = 0, provider_fee = 0', [])
    await close({ fees: 10n ** 17n, credited: 0n, endedAgo: shareLimits.spanSeconds })
    const leaseId = await close({ fees: 0n, credited: 30n })
    run()
    const share = await market.until('it is decided', async () => (await shares()).find((one) => one.leaseId === leaseId))
    expect(share).toMatchObject({ amount: 0n, cuts: ['provider_fees'], transactionId: null })
  })

  async function close(time: CreditedTime): Promise<bigint> {
    lastLease += 1n
    await closeCredited(market, rows, { leaseId: lastLease, node, ...time })
    return lastLease
  }

  function run(settings: Record<string, string> = {}, rpcUrl = market.chain.rpcUrl): WorkerProcess {
    const worker = startWorkerProcess(market, { rpcUrl, settings: { SHARE_SENDER: `file:${key.file}`, ...settings } })
    workers.push(worker)
    return worker
  }

  function shares(): Promise<Share[]> {
    return market.owner.query<Share>(
      'select lease_id as "leaseId", amount, cuts, transaction_id as "transactionId", found_tx as "foundTx" from operator_shares order by lease_id',
      [],
    )
  }

  /** Waits until the follower has the payment of a lease. */
  function paid(leaseId: bigint): Promise<Share> {
    return market.until(`the share of lease ${leaseId} is paid`, async () => {
      const share = (await shares()).find((one) => one.leaseId === leaseId)
      const deposits = await market.owner.query(
        "select 1 from chain_logs g join transactions t on t.hashes @> array[g.tx_hash] where g.name = 'Deposited' and t.id = $1 and t.state = 'mined'",
        [share?.transactionId ?? null],
      )
      return deposits.length > 0 ? share : null
    })
  }
})
