import {
  acceptTaskCall,
  addTaskStakeCall,
  cancelBatchCall,
  openOwnSender,
  setSubmitKeyCall,
  submitBatchCall,
  withdrawFromPoolCall,
} from '@infinitio/sdk/pool'
import { pTokenAbi, taskPoolAbi } from '@infinitio/chain'
import { setNativeBalances } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { address, pTokenUnits, structToChain, type TaskBatch, taskBatchStruct, unixSeconds } from '@infinitio/domain'
import type { BatchesWire, PoolCallWire } from '@infinitio/domain/wire'
import { encodeFunctionData, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RelayRules } from '../src/relays/relayRules.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { accountAddress, createAccountCall, deployAccountFactory, ownersSigner } from './ownedAccounts.ts'
import { type PoolActors, poolActors } from './poolActors.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const isLong = process.env.TEST_LONG === '1'

const coin = 10n ** 18n
/** One PToken, in the larger unit in which the pool contract counts stakes (1e9 base units). */
const stakeCoin = 10n ** 9n

describe('calls of the task pool without gas', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let actors: PoolActors
  let rules: RelayRules
  let cancelled: TaskBatch
  beforeAll(async () => {
    api = await startTestApi({
      change: (services) => ({
        ...services,
        get relayRules() {
          return rules
        },
      }),
    })
    rules = { ...usualRules }
    await deployTestGovernance(api.chain)
    engine = startTestEngine(api)
    market = liveMarket(api, engine)
    actors = await poolActors(market)
  })
  afterAll(async () => {
    await engine?.stop()
    await api?.stop()
  })

  it('sends a permit and a submit of one request, which need two signatures and no gas', async () => {
    const person = actors.person('submitter')
    await actors.give(person.address, 20n * coin)
    const batch = await actors.batch(person, 'first')
    cancelled = batch
    const submit = await actors.sign(person, submitBatchCall({ pool: actors.pool, batch }), { maxSpend: 20n * coin })
    const [paid, submitted] = await actors.carried([await actors.deposit(person, 20n * coin), submit])
    expect(paid).toMatchObject({ state: 'mined', kind: 'deposit', name: 'depositWithPermit', code: null, txHash: expect.stringMatching(/^0x/) })
    expect(submitted).toMatchObject({ state: 'mined', code: null, kind: 'call', name: 'submit', account: person.address.toLowerCase() })
    expect(await rpcBatch(batch)).toMatchObject({ count: 1, open: 1 })
    // The person withdraws the whole balance. But the pool still has the money that is locked for the person's batch. So the market still sends calls of this
    // person.
    const withdraw = await actors.sign(person, withdrawFromPoolCall({ pool: actors.pool, amount: await actors.balanceOf(person.address) }), {
      maxSpend: 20n * coin,
    })
    expect(await actors.carried([withdraw])).toMatchObject([{ state: 'mined' }])
    expect(await actors.carried([await actors.sign(person, cancelBatchCall({ pool: actors.pool, batch }))])).toMatchObject([{ state: 'mined' }])
    expect(await rpcBatch(batch)).toMatchObject({ open: 0, stopped: true })
  })

  it('shows batches from the chain, newest first, with the state of their tasks', async () => {
    const submitter = actors.person('submitter').address.toLowerCase()
    const list = await api.send('GET', '/tasks')
    const { items } = list.body as BatchesWire
    expect(items[0]).toMatchObject({ submitter, tasks: 1, open: 0, isStopped: true, adapterName: null, counts: { refunded: 1, open: 0 } })
    const none = await api.send('GET', `/tasks?submitter=${actors.person('stranger').address.toLowerCase()}`)
    expect(none.body).toMatchObject({ items: [], nextCursor: null })
    const one = await api.send('GET', `/tasks/${items[0]?.batchId}`)
    expect(one.body).toMatchObject({ ...items[0], items: [] })
    expect(await api.send('GET', `/tasks/0x${'1'.repeat(64)}`)).toMatchObject({ status: 404, body: { code: 'task.batch_unknown' } })
    expect(await api.send('GET', '/tasks?cursor=0')).toMatchObject({ body: { code: 'api.cursor_invalid' } })
  })

  it('refuses calls with a wrong signature, calls of other contracts and large calls, and stores none of them', async () => {
    const person = await actors.member('attacked', 2n * coin)
    const stranger = actors.person('stranger')
    const pool = actors.pool
    const good = signed(await actors.sign(person, addTaskStakeCall({ pool, units: 1n })))
    const foreign = signed(await actors.sign(stranger, addTaskStakeCall({ pool, units: 1n })))
    const owners = encodeFunctionData({ abi: taskPoolAbi, functionName: 'setRunGas', args: [1] })
    const before = await stored()
    const refusals: [string, unknown[], number, string][] = [
      ['a foreign signature', [{ ...good, signature: foreign.signature }], 401, 'auth.signature_wrong_signer'],
      ['another amount than signed', [{ ...good, maxSpend: '5' }], 401, 'auth.signature_wrong_signer'],
      ['another name than the selector', [{ ...good, what: 'ripen(address)' }], 422, 'task.call_invalid'],
      ['a function of the owner', [{ ...good, what: 'setRunGas(uint32)', data: owners }], 422, 'task.call_invalid'],
      ['a selector of no function', [{ ...good, data: '0xdeadbeef' }], 422, 'task.call_invalid'],
      ['an expired call', [await actors.sign(person, addTaskStakeCall({ pool, units: 1n }), { expiry: unixSeconds(1n) })], 410, 'task.call_expired'],
      ['17 calls', Array.from({ length: 17 }, () => good), 400, 'api.invalid_field'],
      ['no calls', [], 400, 'api.invalid_field'],
      ['20 KB of data', [{ ...good, data: `${good.data}${'00'.repeat(20_000)}` }], 400, 'api.invalid_field'],
      ['1 MB of data', [{ ...good, data: `${good.data}${'00'.repeat(1_000_000)}` }], 413, 'api.body_too_large'],
      ['a good call with a bad one', [good, { ...good, nonce: '7' }], 401, 'auth.signature_wrong_signer'],
      ['an account that the pool does not know', [foreign], 402, 'task.account_not_covered'],
      ['a permit without tokens', [await actors.deposit(stranger, coin)], 422, 'task.permit_refused'],
      ['a permit of another amount', [{ ...(await actors.deposit(person, coin)), amount: `${2n * coin}` }], 422, 'task.permit_refused'],
    ]
    for (const [what, calls, status, code] of refusals) expect([what, await statusOf(calls)]).toEqual([what, { status, code }])
    expect(await stored()).toBe(before)
  })

  it('answers a repeated call with its first id, and fails another one with the same nonce', async () => {
    const person = await actors.member('repeater', 2n * coin)
    const one = await actors.sign(person, addTaskStakeCall({ pool: actors.pool, units: 5n }), { maxSpend: coin, nonce: 77n })
    const other = await actors.sign(person, addTaskStakeCall({ pool: actors.pool, units: 6n }), { maxSpend: coin, nonce: 77n })
    const { callIds } = await api.client.placePoolCalls([one, one])
    expect(new Set(callIds).size).toBe(1)
    expect(await actors.results(callIds)).toMatchObject([{ state: 'mined' }, { state: 'mined' }])
    expect((await api.client.placePoolCalls([one])).callIds).toEqual([callIds[0]])
    expect(await actors.carried([other])).toMatchObject([{ state: 'failed', code: 'auth.message_used' }])
    expect((await actors.stakeOf(person.address)).young).toBe(5n)
  })

  it('stores why the chain refuses a call, and sends no more than its signed maximum', async () => {
    const person = await actors.member('spender', 2n * coin)
    const results = await actors.carried([
      await actors.sign(person, withdrawFromPoolCall({ pool: actors.pool, amount: 3n * coin }), { maxSpend: 9n * coin }),
      await actors.sign(person, addTaskStakeCall({ pool: actors.pool, units: stakeCoin }), { maxSpend: 1n }),
    ])
    expect(results.map(({ code }) => code)).toEqual(['task.balance_too_low', 'task.spends_too_much'])
    expect(await actors.balanceOf(person.address)).toBe(2n * coin)
  })

  it('sends 16 calls of a request in one transaction', async () => {
    const person = await actors.member('sixteen', 2n * coin)
    const calls = await Promise.all(
      Array.from({ length: 16 }, (_, at) => actors.sign(person, addTaskStakeCall({ pool: actors.pool, units: BigInt(at + 1) }), { maxSpend: coin })),
    )
    const results = await actors.carried(calls)
    expect(new Set(results.map(({ state }) => state))).toEqual(new Set(['mined']))
    expect(new Set(results.map(({ txHash }) => txHash)).size).toBe(1)
    expect((await actors.stakeOf(person.address)).young).toBe(136n)
  })

  it('counts a call of a machine against its provider, and refuses machines of providers without a stake', async () => {
    const node = await market.list('pool worker')
    const provider = api.chain.keys.provider.address
    const accept = () => actors.sign(node.nodeKey, acceptTaskCall({ pool: actors.pool, batch: cancelled, index: 0, provider: address(provider) }))
    expect(await statusOf([await accept()])).toEqual({ status: 402, code: 'task.account_not_covered' })
    const owner = api.accounts.provider
    const stake = await actors.sign(owner, addTaskStakeCall({ pool: actors.pool, units: stakeCoin }), { maxSpend: coin })
    expect(await actors.carried([await actors.deposit(owner, 2n * coin), stake])).toMatchObject([{ state: 'mined' }, { state: 'mined' }])
    const [call] = await engine.until('the API knows the stake', async () => {
      const answer = await actors.post([await accept()])
      return answer.status === 202 ? (answer.body.callIds as string[]) : null
    })
    const rows = await api.owner.query('select account, payer, lane, budget from pool_calls where call_id = $1', [call])
    expect(rows).toEqual([{ account: node.nodeKey.address.toLowerCase(), payer: provider, lane: 1, budget: 'total' }])
    expect(await actors.results([call ?? ''])).toMatchObject([{ state: 'failed', code: 'task.batch_stopped' }])
  })

  it('sends for a key that a submitter allowed, and counts it against the submitter', async () => {
    const person = await actors.member('with a key', 20n * coin)
    const key = actors.person('session key')
    const batch = await actors.batch(person, 'by a key')
    const submit = () => actors.sign(key, submitBatchCall({ pool: actors.pool, batch }))
    expect(await statusOf([await submit()])).toEqual({ status: 402, code: 'task.account_not_covered' })
    const limits = { dayCap: 20n * stakeCoin, expiry: unixSeconds(BigInt((await api.client.getChain()).chainNow + 3_600)) }
    const allow = setSubmitKeyCall({ pool: actors.pool, key: address(key.address.toLowerCase()), ...limits })
    expect(await actors.carried([await actors.sign(person, allow)])).toMatchObject([{ state: 'mined' }])
    const [submitted] = await engine.until('the API knows the key', async () => {
      const answer = await actors.post([await submit()])
      return answer.status === 202 ? actors.results(answer.body.callIds) : null
    })
    expect(submitted).toMatchObject({ state: 'mined' })
    expect(await api.owner.query('select payer from pool_calls where call_id = $1', [submitted?.callId])).toEqual([
      { payer: person.address.toLowerCase() },
    ])
  })

  it('takes the signatures of an account that is a contract', async () => {
    const owners = [
      privateKeyToAccount(testKey('first pool owner').privateKey),
      privateKeyToAccount(testKey('second pool owner').privateKey),
    ] as const
    const factory = await deployAccountFactory(api)
    await market.send(api.chain.keys.deployer, { to: address(factory.toLowerCase()), data: createAccountCall(owners) })
    const account = await accountAddress(api, { factory, by: owners })
    const { provider } = api.chain.keys
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [actors.pool, coin] })
    await market.send(provider, { to: api.chain.addresses.pToken, data: approve })
    const depositFor = encodeFunctionData({ abi: taskPoolAbi, functionName: 'depositFor', args: [account, coin] })
    await market.send(provider, { to: actors.pool, data: depositFor })
    const call = addTaskStakeCall({ pool: actors.pool, units: 9n })
    const byOne = await actors.sign(ownersSigner(account, { by: [owners[0], actors.person('stranger')] }), call, { maxSpend: coin })
    expect(await statusOf([byOne])).toEqual({ status: 401, code: 'auth.signature_wrong_signer' })
    const byBoth = await actors.sign(ownersSigner(account, { by: owners }), call, { maxSpend: coin })
    const results = await engine.until('the API knows the balance', async () => {
      const answer = await actors.post([byBoth])
      return answer.status === 202 ? actors.results(answer.body.callIds) : null
    })
    expect(results).toMatchObject([{ state: 'mined' }])
    expect((await actors.stakeOf(account)).young).toBe(9n)
  })

  it.skipIf(!isLong)('does not let calls that always fail delay those of another account', async () => {
    const [noisy, quiet] = [await actors.member('noisy', 2n * coin), await actors.member('quiet', 2n * coin)]
    const failing = await Promise.all(
      Array.from({ length: 48 }, async (_, at) =>
        actors.sign(
          noisy,
          acceptTaskCall({
            pool: actors.pool,
            batch: await actors.batch(noisy, `none ${at}`),
            index: 0,
            provider: address(noisy.address.toLowerCase()),
          }),
        ),
      ),
    )
    const ids: string[] = []
    for (let at = 0; at < failing.length; at += 16) ids.push(...(await api.client.placePoolCalls(failing.slice(at, at + 16))).callIds)
    const startMs = performance.now()
    expect(await actors.carried([await actors.sign(quiet, addTaskStakeCall({ pool: actors.pool, units: 3n }), { maxSpend: coin })])).toMatchObject([
      { state: 'mined' },
    ])
    // The worker process repeats the failing calls for 15 s, because the transaction that submits their batch may not be mined yet. The valid call must not
    // wait for that.
    expect(performance.now() - startMs).toBeLessThan(8_000)
    const waiting = await Promise.all(ids.map((callId) => api.client.getPoolCall(callId)))
    expect(waiting.some(({ state }) => state === 'queued')).toBe(true)
    expect(waiting.every(({ state }) => state === 'queued' || state === 'failed')).toBe(true)
  })

  it('stops at the budgets of an account and of all accounts, but for steps of work that has begun', async () => {
    const person = await actors.member('budget', 2n * coin)
    const stake = () => actors.sign(person, addTaskStakeCall({ pool: actors.pool, units: 1n }), { maxSpend: coin })
    const batch = await actors.batch(person, 'over budget')
    const reveal = () => actors.sign(person, { to: actors.pool, data: revealData(batch) })
    rules = { ...rules, poolAccountBudget: 2 }
    expect(await statusOf([await stake(), await stake()])).toEqual({ status: 429, code: 'task.budget_used' })
    expect((await actors.post([await stake()])).status).toBe(202)
    expect(await statusOf([await stake()])).toEqual({ status: 429, code: 'task.budget_used' })
    rules = { ...rules, poolAccountBudget: 100, poolTotalBudget: 1 }
    expect(await statusOf([await stake()])).toEqual({ status: 429, code: 'task.budget_used' })
    expect((await actors.post([await reveal()])).status).toBe(202)
    rules = { ...usualRules }
  })

  it('lets a key that has gas send calls without the market, one after the other', async () => {
    const person = await actors.member('alone', 2n * coin)
    const own = openOwnSender({ rpcUrl: api.chain.rpcUrl })
    const stake = (units: bigint) => addTaskStakeCall({ pool: actors.pool, units })
    const account = address(person.address.toLowerCase())
    expect(await own.callsLeft(account)).toBe(0)
    await expect(own.send(person, stake(1n))).rejects.toThrow()
    await setNativeBalances(actors.rpc, { accounts: [account], amount: coin })
    expect(await own.callsLeft(account)).toBeGreaterThan(10)
    await Promise.all([own.send(person, stake(5n)), own.send(person, stake(6n))])
    await expect.poll(async () => (await actors.stakeOf(person.address)).young).toBe(11n)
  })

  it('returns 404 for an unknown call', async () => {
    expect(await api.send('GET', '/pool/calls/00000000-0000-0000-0000-000000000000')).toMatchObject({
      status: 404,
      body: { code: 'task.call_unknown' },
    })
  })

  const statusOf = async (calls: readonly unknown[]) => {
    const { status, body } = await actors.post(calls)
    return { status, code: body.code }
  }
  const stored = async () => (await api.owner.query('select 1 from pool_calls', [])).length

  async function rpcBatch(batch: TaskBatch) {
    const tuple = structToChain(taskBatchStruct, batch)
    const batchId = await actors.rpc.readContract({ ...actors.at, functionName: 'batchIdOf', args: [tuple] })
    return actors.rpc.readContract({ ...actors.at, functionName: 'batchOf', args: [batchId] })
  }
})

const usualRules: RelayRules = {
  ...{ relayFee: pTokenUnits(0n), leastBalance: pTokenUnits(coin / 10n), accountBudget: 100, totalBudget: 5_000 },
  ...{ poolAccountBudget: 2_000, poolTotalBudget: 20_000 },
}

function signed(call: PoolCallWire): Extract<PoolCallWire, { kind: 'call' }> {
  if (call.kind !== 'call') throw new Error('a signed call')
  return call
}

function revealData(batch: TaskBatch): Hex {
  const word = `0x${'1'.repeat(64)}` as const
  return encodeFunctionData({ abi: taskPoolAbi, functionName: 'reveal', args: [structToChain(taskBatchStruct, batch), 0n, word, word, word] })
}
