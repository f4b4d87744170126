import { randomUUID } from 'node:crypto'
import { addTaskStakeCall, pTokenAbi, readTaskPool, signedFormOf, taskPoolAbi } from '@infinitio/chain'
import { deployTestGovernance, type TestKey } from '@infinitio/chain/test'
import { findPoolCall, insertPoolCalls, type NewPoolCall } from '@infinitio/db'
import { type Address, canonicalJson, poolCallTypedData, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, send } from './actors.ts'
import { type KillPoint, type KillingRpc, startKillingRpc } from './killingRpc.ts'
import { addSender, type SenderKey } from './senderKeys.ts'
import { sentRows } from './sentRows.ts'
import { sendersUp } from './sendersUp.ts'
import { type Market, startMarket } from './startMarket.ts'
import { startWorkerProcess, type WorkerProcess } from './workerProcess.ts'

const coin = 10n ** 18n
const CALLS = 40

const isLong = process.env.TEST_LONG === '1'
const points: [string, KillPoint][] = [
  ['with a transaction stored that no node has', { method: 'eth_sendRawTransaction', count: 1, reachesChain: false }],
]
const otherPoints: typeof points = [
  ['with a transaction that the chain has and that is not noted as sent', { method: 'eth_sendRawTransaction', count: 2, reachesChain: true }],
  ['between two trials', { method: 'eth_estimateGas', count: 5, reachesChain: true }],
  ['while it looks for a receipt', { method: 'eth_getTransactionReceipt', count: 1, reachesChain: true }],
]
if (isLong) points.push(...otherPoints)

describe('calls of the task pool', () => {
  let market: Market
  let rpc: KillingRpc
  let pool: Address
  let second: SenderKey
  let victim: WorkerProcess | null = null
  const workers: WorkerProcess[] = []
  const person = actorKey('pool person')
  let lastNonce = 0n
  beforeAll(async () => {
    market = await startMarket()
    await deployTestGovernance(market.chain)
    const found = await readTaskPool(market.client, market.chain.addresses.directory)
    if (found === null) throw new Error('the Directory names the pool')
    pool = found
    await payIn(person.address, 100n * coin)
    second = await addSender(market, 'pool')
    await market.startEngine('follower')
    rpc = await startKillingRpc({ rpcUrl: market.chain.rpcUrl, onReached: async () => victim?.kill() })
  })
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.kill()))
  })
  afterAll(async () => {
    await rpc.stop()
    second.remove()
    await market.stop()
  })

  it('go to the chain once each with two keys at once, up to 16 in a transaction', async () => {
    const before = await youngOf()
    const ids = await store(await stakes(CALLS))
    const settings = { SENDERS: `file:${second.file}` }
    workers.push(startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings }))
    await untilMined(ids)
    expect((await youngOf()) - before).toBe(BigInt(CALLS))
    const sends = await market.owner.query<{ callId: string; transactionId: bigint }>(
      'select call_id as "callId", transaction_id as "transactionId" from pool_sends where call_id = any($1)',
      [ids],
    )
    expect(sends).toHaveLength(CALLS)
    expect(new Set(sends.map(({ callId }) => callId)).size).toBe(CALLS)
    const transactions = [...new Set(sends.map(({ transactionId }) => transactionId))]
    expect(transactions.length).toBeGreaterThanOrEqual(3)
    expect(transactions.length).toBeLessThan(CALLS / 2)
  })

  it.each(points)('are sent once each after a worker was killed %s', async (_when, point) => {
    const before = await youngOf()
    rpc.arm(point)
    victim = startWorkerProcess(market, { rpcUrl: rpc.url, settings: {} })
    workers.push(victim)
    await market.until('it is up', async () => (await sendersUp(market)) >= 1 || victim?.hasEnded())
    const ids = await store(await stakes(20))
    await market.until('the point was reached', async () => victim?.hasEnded())
    workers.push(startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings: {} }))
    await untilMined(ids)
    expect((await youngOf()) - before).toBe(20n)
    const rows = await sentRows(market, `id in (select transaction_id from pool_sends where call_id in (${ids.map((id) => `'${id}'`).join(',')}))`)
    expect(rows.every(({ state }) => state === 'mined')).toBe(true)
  })

  it('go before others in their lane, and one that fails does not hold up those in the same transaction', async () => {
    const [last, tooMuch, first] = await stakes(3)
    if (last === undefined || tooMuch === undefined || first === undefined) throw new Error('three calls')
    const bad = await stakeCall({ units: 10n ** 15n, maxSpend: 10n ** 30n })
    const ids = await store([{ ...last, lane: 2 }, bad, { ...first, lane: 0 }])
    workers.push(startWorkerProcess(market, { rpcUrl: market.chain.rpcUrl, settings: {} }))
    await market.until('all have a result', async () => (await statesOf(ids)).every((state) => state === 'mined' || state === 'failed'))
    expect(await statesOf(ids)).toEqual(['mined', 'failed', 'mined'])
    expect(await findPoolCall(market.owner, { callId: ids[1] ?? '' })).toMatchObject({ code: 'task.balance_too_low' })
    const places = await market.owner.query<{ callId: string; position: number }>(
      'select call_id as "callId", position from pool_sends where call_id = any($1) and transaction_id is not null order by transaction_id, position',
      [ids],
    )
    expect(places.map(({ callId }) => callId)).toEqual([ids[2], ids[0]])
  })

  const youngOf = async () =>
    (await market.client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'accountOf', args: [person.address] })).young
  const stakes = (count: number) => Promise.all(Array.from({ length: count }, () => stakeCall({ units: 1n, maxSpend: coin })))
  const store = (calls: readonly NewPoolCall[]) => market.api.transaction((tx) => insertPoolCalls(tx, { requestId: randomUUID(), calls }))
  const statesOf = (ids: readonly string[]) => Promise.all(ids.map(async (callId) => (await findPoolCall(market.owner, { callId }))?.state ?? null))
  const untilMined = (ids: readonly string[]) => market.until('all are mined', async () => (await statesOf(ids)).every((state) => state === 'mined'))

  async function stakeCall({ units, maxSpend }: { units: bigint; maxSpend: bigint }): Promise<NewPoolCall> {
    lastNonce += 1n
    const terms = { account: person.address, maxSpend: pTokenUnits(maxSpend), nonce: lastNonce, expiry: unixSeconds(10n ** 10n) }
    const call = signedFormOf(addTaskStakeCall({ pool, units }), terms)
    const data = poolCallTypedData(call, { chainId: market.chain.chainId, pool })
    const signature = await privateKeyToAccount(person.privateKey).signTypedData(data as never)
    const fields = { ...call, maxSpend: `${maxSpend}`, nonce: `${call.nonce}`, expiry: Number(call.expiry), signature }
    const about = { account: person.address, payer: person.address, budget: 'total', name: 'addStake', lane: 2 } as const
    return { callId: randomUUID(), callKey: randomUUID(), kind: 'call', ...about, payload: canonicalJson(fields) }
  }

  async function payIn(account: TestKey['address'], amount: bigint): Promise<void> {
    const { provider } = market.chain.keys
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pool, amount] })
    await send(market, provider, { to: market.chain.addresses.pToken, data: approve, what: 'approve' })
    const deposit = encodeFunctionData({ abi: taskPoolAbi, functionName: 'depositFor', args: [account, amount] })
    await send(market, provider, { to: pool, data: deposit, what: 'depositFor' })
  }
})
