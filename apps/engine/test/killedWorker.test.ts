import { type OrderHash, timeInForce } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet } from './actors.ts'
import { fund, listNode, orderState, placeHourBid } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { type KillPoint, type KillingRpc, startKillingRpc } from './killingRpc.ts'
import { placeAnywhere } from './placeAnywhere.ts'
import { addSender, type SenderKey } from './senderKeys.ts'
import { sendersUp } from './sendersUp.ts'
import { sentRows } from './sentRows.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startWorkerProcess, type WorkerProcess } from './workerProcess.ts'

const SETTLES = 6n

const isLong = process.env.TEST_LONG === '1'

/**
 * Moments at which the test kills the worker, each given by a call to the chain. By default, there is only the moment after the worker sent a transaction. `npm
 * run test:long` adds the moments in `otherPoints`.
 */
const points: [string, KillPoint][] = [
  ['with a transaction that the chain has and that is not noted as sent', { method: 'eth_sendRawTransaction', count: 2, reachesChain: true }],
]
const otherPoints: typeof points = [
  ['after the third trial, with some stored', { method: 'eth_estimateGas', count: 3, reachesChain: true }],
  ['with a transaction stored that no node has', { method: 'eth_sendRawTransaction', count: 1, reachesChain: false }],
  ['before it tried a match', { method: 'eth_estimateGas', count: 1, reachesChain: true }],
  ['while it looks for a receipt', { method: 'eth_getTransactionReceipt', count: 2, reachesChain: true }],
  ['while it counts its nonces', { method: 'eth_getTransactionCount', count: 2, reachesChain: true }],
]
if (isLong) points.push(...otherPoints)

describe('a worker killed', () => {
  let market: Market
  let rpc: KillingRpc
  let second: SenderKey
  let victim: WorkerProcess | null = null
  const workers: WorkerProcess[] = []
  const renter = actorKey('killed worker renter')
  let bidNonce = 0n
  beforeAll(async () => {
    market = await startMarket()
    second = await addSender(market, 'beside the killed')
    const worker = await market.startRooms()
    await fund(market, renter)
    await worker.stop()
    rpc = await startKillingRpc({ rpcUrl: market.chain.rpcUrl, onReached: async () => victim?.kill() })
  })
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.kill()))
    await rpc.stop()
    second.remove()
    await market.stop()
  })

  it.each(points)('%s loses nothing and sends nothing twice: the next one with its keys goes on', async (_when, point) => {
    const { node } = await listNode(market, { name: `killed ${point.method} ${point.count}`, gpus: Number(SETTLES) })
    const bids: OrderHash[] = []
    for (let one = 0n; one < SETTLES; one += 1n) bids.push(await placeHourBid(market, renter, { node, nonce: ++bidNonce }))
    await market.until('all are matched', async () => (await statesOf(bids)).every((state) => state === 'matched'))
    const settings = { SENDERS: `file:${second.file}` }
    rpc.arm(point)
    victim = startWorkerProcess(market, { rpcUrl: rpc.url, settings })
    workers.push(victim)
    await market.until('it holds the locks of both keys', async () => (await sendersUp(market)) === 2 || victim?.hasEnded())
    // The new process waits for the locks of both keys. When the first process is killed, the new one gets the locks and continues the work without any other
    // action.
    const next = startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings })
    workers.push(next)
    await market.until('the point was reached', async () => victim?.hasEnded())
    await market.until('all are settled', async () => (await statesOf(bids)).every((state) => state === 'settled'))
    await expectBooksAgree(market)
    await next.kill()
    const rows = await sentRows(market, `purpose = 'settle' and order_hash in (${bids.map((bid) => `'${bid}'`).join(',')})`)
    expect(rows.map(({ state }) => state)).toEqual(Array.from({ length: Number(SETTLES) }, () => 'mined'))
    expect(new Set(rows.map(({ matchId }) => matchId)).size).toBe(Number(SETTLES))
    const leases = await market.owner.query('select 1 from leases where node_id = $1', [node.id])
    expect(leases).toHaveLength(Number(SETTLES))
  })

  it.skipIf(!isLong)('settles each cluster once, as a whole', async () => {
    const clusters: OrderHash[] = []
    for (let one = 0; one < 3; one += 1) {
      await listNode(market, { name: `killed member ${one} a`, gpus: 1 })
      await listNode(market, { name: `killed member ${one} b`, gpus: 1 })
      clusters.push(await placeAnywhere(market, renter, { nonce: ++bidNonce, gpus: 2, cluster: true, timeInForce: timeInForce.fok }))
    }
    await market.until('all are matched', async () => (await statesOf(clusters)).every((state) => state === 'matched'))
    const settings = { SENDERS: `file:${second.file}` }
    rpc.arm({ method: 'eth_sendRawTransaction', count: 2, reachesChain: true })
    victim = startWorkerProcess(market, { rpcUrl: rpc.url, settings })
    workers.push(victim)
    await market.until('the point was reached', async () => victim?.hasEnded())
    const next = startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings })
    workers.push(next)
    await market.until('all are settled', async () => (await statesOf(clusters)).every((state) => state === 'settled'))
    await expectBooksAgree(market)
    await next.kill()
    const rows = await sentRows(market, "action = 'settleBatch'")
    expect(rows.map(({ state }) => state)).toEqual(clusters.map(() => 'mined'))
    const leases = await market.owner.query('select bid_hash from leases where bid_hash = any($1)', [clusters])
    expect(leases).toHaveLength(2 * clusters.length)
  })

  const rounds = isLong ? 20 : 1
  it.skipIf(!isLong)('sends each relay once although it is killed repeatedly', async () => {
    const ids: string[] = []
    const settings = { SENDERS: `file:${second.file}` }
    for (let round = 0; round < rounds; round += 1) {
      const worker = startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings })
      const before = (await sentRows(market, "purpose = 'relay'")).length
      for (let one = 0; one < 12; one += 1) ids.push(await askFaucet(market, actorKey(`killed faucet ${round} ${one}`)))
      await market.until('it has begun with these', async () => (await sentRows(market, "purpose = 'relay'")).length > before + round)
      await worker.kill()
    }
    const last = startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings })
    await expectBooksAgree(market)
    await last.kill()
    const rows = await sentRows(market, `relay_id in (${ids.map((id) => `'${id}'`).join(',')})`)
    expect(rows.map(({ state }) => state)).toEqual(ids.map(() => 'mined'))
  })

  async function statesOf(bids: OrderHash[]): Promise<(string | undefined)[]> {
    return Promise.all(bids.map(async (bid) => (await orderState(market, bid))?.state))
  }
})
