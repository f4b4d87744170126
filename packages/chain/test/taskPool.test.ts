import {
  type Address,
  assertNever,
  durationSeconds,
  hashStoreReceipt,
  type Hex32,
  hex32,
  nodeIdOf,
  pTokenUnits,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
  zeroHex32,
} from '@infinitio/domain'
import {
  answerCommitment,
  answerOf,
  answerOfRun,
  answerSeconds,
  batchIdOf,
  checkResult,
  chunkRoot,
  chunksOfRun,
  chunksToAnswer,
  createDrawBook,
  createPoolReader,
  type Duty,
  dutiesOf,
  freshChunks,
  openEnds,
  places,
  type PoolReader,
  type PoolTaskView,
  providerTasks,
  tasksBetween,
  sampledChunks,
  type Taker,
  workCommitment,
} from '@infinitio/tasks'
import { concatHex, encodeFunctionData, keccak256, maxUint256, parseEther, toBytes, toHex } from 'viem'
import { sign } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTaskPool } from '../src/addresses/taskAddresses.ts'
import { addTaskStakeCall, depositToPoolCall, ripenTaskStakeCall } from '../src/calls/poolAccountCalls.ts'
import {
  acceptTaskCall,
  answerRunCall,
  appealTaskCall,
  commitTaskCall,
  contradictCall,
  disputeChunkCall,
  revealTaskCall,
  settleTaskCall,
  showRunCall,
  submitBatchCall,
  takeRunCall,
} from '../src/calls/taskCalls.ts'
import type { ContractCall } from '../src/calls/contractCall.ts'
import { pTokenAbi } from '../src/generated/pTokenAbi.ts'
import { taskPoolAbi } from '../src/generated/taskPoolAbi.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { prepareDevelopment } from '../src/node/development/prepareDevelopment.ts'
import { setNativeBalances } from '../src/node/development/setNativeBalances.ts'
import { poolSource } from '../src/tasks/poolSource.ts'
import { registerCall } from './booking.ts'
import { deployTestGovernance } from './deployTestGovernance.ts'
import { startTestChain, type TestChain, testKey } from './startTestChain.ts'

const providers = ['one', 'two', 'three', 'four'].map((name) => ({
  provider: testKey(`pool ${name}`).address,
  node: testKey(`pool node ${name}`).address,
}))
/** Providers that stake later in the tests, because an appeal needs five more runs by other providers. */
const late = ['five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'].map((name) => ({
  provider: testKey(`pool ${name}`).address,
  node: testKey(`pool node ${name}`).address,
}))
const submitter = testKey('pool submitter').address
const adapter = hex32(keccak256(toBytes('adapter')))
const salt = hex32(keccak256(toBytes('salt')))
const classId = 4
const stakeUnits = 1_000n * 10n ** 9n
const units = (text: string) => pTokenUnits(parseEther(text))
const nodeOf = (account: Address) => [...providers, ...late].find(({ provider }) => provider === account)?.node ?? account
const outputs = Array.from({ length: 64 }, (_, chunk) => hex32(keccak256(toHex(chunk))))
const wrongChunk = 41

/** How a worker cheats: not at all, in all outputs (`result`), only in the Merkle root of correct outputs (`root`), or in one chunk of the task (`chunk`). */
type Cheat = 'none' | 'result' | 'root' | 'chunk'

/** Returns the hashes of the outputs that a worker stores, right or wrong. */
function shownBy(cheat: Cheat): Hex32[] {
  if (cheat === 'chunk') return outputs.with(wrongChunk, salt)
  return cheat === 'none' ? outputs : outputs.toReversed()
}

describe('the pool as its events tell it', () => {
  let chain: TestChain
  let pool: Address
  let reader: PoolReader
  let batch: TaskBatch
  let cheat: Cheat = 'none'
  let working = providers
  let guesses = false
  const draws = createDrawBook()
  let client: ReturnType<typeof createChainClient>

  beforeAll(async () => {
    chain = await startTestChain()
    await deployTestGovernance(chain)
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
    const found = await readTaskPool(client, chain.addresses.directory)
    if (found === null) throw new Error('the deployment has no pool')
    pool = found
    reader = createPoolReader(poolSource(client, { pool, ...chain.addresses }))
    const { deployer, receipt, sender } = chain.keys
    await prepareDevelopment({
      ...{ rpcUrl: chain.rpcUrl, addresses: chain.addresses, deployerKey: deployer.privateKey, senderAddresses: [sender.address] },
      ...{ receiptAddress: receipt.address, gatewayHostKey: keccak256(toBytes('gateway host key')) },
      providerAddresses: [...[...providers, ...late].map(({ provider }) => provider), submitter],
    })
    await setNativeBalances(client, { accounts: [...providers, ...late].map(({ node }) => node), amount: parseEther('10') })
    for (const account of [submitter, ...[...providers, ...late].map(({ provider }) => provider)]) {
      await send(account, approveCall(chain.addresses.pToken, pool))
      await send(account, depositToPoolCall({ pool, account, amount: parseEther('1000') }))
    }
    for (const { provider, node } of providers) {
      await send(provider, registerCall({ chain, nodeKey: node }))
      await send(provider, addTaskStakeCall({ pool, units: stakeUnits }))
    }
  })
  afterAll(() => chain.stop())

  it('knows when a stake counts, and what lets it count', async () => {
    const { view, head } = await reader.read()
    expect([view.accounts.size, view.bonded, openEnds(view, head)]).toEqual([4, 0n, []])
    await chain.travel(3_600)
    const ripe = await reader.read()
    const ends = openEnds(ripe.view, ripe.head)
    expect(ends.map(({ kind }) => kind)).toEqual(['ripen', 'ripen', 'ripen', 'ripen'])
    for (const end of ends) if (end.kind === 'ripen') await send(submitter, ripenTaskStakeCall({ pool, provider: end.provider }))
    const { view: after } = await reader.read()
    expect(after.bonded).toBe(4n * stakeUnits)
    expect([...after.accounts.values()].map(({ bonded, young }) => [bonded, young])).toEqual(Array(4).fill([stakeUnits, 0n]))
  })

  it('lets drawn providers take, check and end a task', async () => {
    const { timestamp } = await client.getBlock()
    batch = batchFor(timestamp)
    await send(submitter, submitBatchCall({ pool, batch }))
    const done: string[] = []
    for (let round = 0; round < 80 && !done.includes('settle'); round += 1) {
      for (const taker of takers()) {
        const now = await reader.read()
        // After accepting the task, the machines count as rented: they accept no other task, but still check tasks of others.
        const nodes = done.includes('accept') ? [] : taker.nodes
        for (const duty of dutiesOf({ ...taker, nodes }, now, draws)) {
          const call = await callFor(duty, { taker, head: now.head.block })
          if (call === null) continue
          await send(nodeOf(taker.provider), call)
          done.push(duty.kind)
          break
        }
      }
      const { view, head } = await reader.read()
      for (const end of openEnds(view, head)) {
        if (end.kind !== 'settle') continue
        await send(submitter, settleTaskCall({ pool, batch, index: end.task.index }))
        done.push('settle')
      }
      if (done.includes('show')) await chain.travel(601)
      else await chain.mine(1)
    }
    expect(new Set(done)).toEqual(new Set(['accept', 'work', 'take run', 'answer', 'reveal', 'show', 'settle']))
    const { view } = await reader.read()
    expect([...view.batches.keys()]).toEqual([batchIdOf({ chainId: chain.chainId, pool }, batch)])
    const [task] = [...view.tasks.values()]
    expect([task?.state, task?.payments.length]).toEqual(['accepted', expect.any(Number)])
    expect([...view.accounts.values()].map(({ locked }) => locked)).toEqual([0n, 0n, 0n, 0n])
    for (const { provider } of providers) {
      const stored = await client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'accountOf', args: [provider] })
      expect(view.accounts.get(provider)).toMatchObject({ bonded: stored.bonded, locked: stored.locked })
    }
  })

  it('asks five more runs when the loser appeals, and refunds everybody if nobody runs them', async () => {
    cheat = 'result'
    const task = await played('its worker appeals', 'judged')
    const judged = await task()
    const worker = judged?.worker ?? submitter
    await send(submitter, depositToPoolCall({ pool, account: worker, amount: units('3') }))
    await send(nodeOf(worker), appealTaskCall({ pool, batch, index: 0 }))
    expect(await task()).toMatchObject({ state: 'disputed', dispute: { round: 2, appellant: worker } })
    expect(await appeals()).toEqual([])
    await chain.travel(2 * 86_400)
    await send(submitter, settleTaskCall({ pool, batch, index: 0 }))
    expect((await task())?.payments).toContainEqual({ account: worker, amount: 3n * units('1') })
    expect((await task())?.state).toBe('refunded')
  })

  it('lets a third run decide about a worker that shows a wrong result, and pays the submitter back', async () => {
    const { timestamp } = await client.getBlock()
    cheat = 'result'
    const task = await played('a cheat works on it', 'judged')
    const judged = await task()
    expect(judged).toMatchObject({ state: 'judged', dispute: { round: 1, verdict: 'worker wrong' } })
    // Only the provider that a verdict found wrong can appeal, and only within a day.
    expect(await appeals()).toEqual([judged?.worker])
    const ends = async () => {
      const { view, head } = await reader.read()
      return openEnds(view, head).map(({ kind }) => kind)
    }
    expect(await ends()).toEqual([])
    await chain.travel(86_401)
    expect([await ends(), await appeals()]).toEqual([['settle'], []])
    await send(submitter, settleTaskCall({ pool, batch, index: 0 }))
    const ended = await task()
    expect(ended?.state).toBe('decided')
    const back = ended?.payments.filter(({ account }) => account === submitter).reduce((sum, { amount }) => sum + amount, 0n) ?? 0n
    expect(back).toBeGreaterThan(BigInt(batch.reward))
    const { view } = await reader.read()
    const loser = view.accounts.get(judged?.worker ?? submitter)
    expect(loser?.bonded).toBe(stakeUnits - 3n * 10n ** 9n)
    expect(Number(loser?.outUntil)).toBeGreaterThan(Number(timestamp) + 30 * 86_400)
    expect([...view.accounts.values()].map(({ locked }) => locked)).toEqual([0n, 0n, 0n, 0n])
  })

  it('proves from stored outputs and a new run that an answer does not belong to its root', async () => {
    cheat = 'root'
    const task = await played('its root holds other outputs', 'revealed')
    const revealed = await task()
    const of = { batch: (await reader.read()).view.batches.get(revealed?.batchId ?? salt), task: revealed }
    if (of.batch === undefined || of.task === undefined) throw new Error('the task is revealed')
    const [held, ran] = [outputs.toReversed(), new Map(outputs.entries())]
    expect(checkResult({ batch: of.batch, task: of.task }, { held: outputs, ran })).toEqual({ kind: 'same' })
    const others = new Map(held.entries())
    expect(checkResult({ batch: of.batch, task: of.task }, { held: outputs, ran: others })).toMatchObject({
      ...{ kind: 'differs', chunks: chunksToAnswer({ batch: of.batch, task: of.task }) },
    })
    const proof = checkResult({ batch: of.batch, task: of.task }, { held, ran })
    if (proof.kind !== 'contradicted' || of.task.revealed === null) throw new Error('the answer does not belong to the root')
    await send(submitter, contradictCall({ pool, batch, index: 0, root: of.task.revealed.root, ...proof }))
    expect(await task()).toMatchObject({ state: 'judged', dispute: { round: 3, verdict: 'worker wrong' } })
    // The submitter proved that the worker's answer does not match its Merkle root. This decided the dispute without another run of the task, so nobody can
    // appeal.
    expect(await appeals()).toEqual([])
    await send(submitter, settleTaskCall({ pool, batch, index: 0 }))
    expect((await task())?.state).toBe('decided')
  })

  it('gives the record of each provider: what it earned, did and lost', async () => {
    const { view } = await reader.read()
    const records = providers.map(({ provider }) => providerTasks(view, provider))
    const cheats = [...view.tasks.values()].filter(({ state }) => state === 'decided').map(({ worker }) => worker)
    for (const [place, { provider }] of providers.entries()) {
      const { lost, holds, kinds } = records[place] ?? expect.unreachable()
      expect({ lost, holds }).toEqual({ lost: cheats.filter((cheat) => cheat === provider).length, holds: [] })
      expect(kinds.every((kind) => kind.adapter === adapter && kind.classId === classId)).toBe(true)
    }
    const [accepted] = [...view.tasks.values()].filter(({ state }) => state === 'accepted')
    expect(records.reduce((sum, { worked }) => sum + worked, 0)).toBe(1)
    // Subtracts the stake of the appeal. The worker was refunded this stake and did not earn it.
    const paid = [...view.tasks.values()].flatMap(({ payments }) => payments).filter(({ account }) => account !== submitter)
    const sum = paid.reduce((total, { amount }) => total + amount, 0n) - 3n * units('1')
    expect(records.reduce((total, { earned }) => total + earned, 0n)).toBe(sum)
    expect(records.find((_, place) => providers[place]?.provider === accepted?.worker)?.earned).toBeGreaterThan(units('0.9'))
    const [all, later] = [
      { from: 0, until: 2 ** 40 },
      { from: Math.max(...[...view.tasks.values()].map(({ changedAt }) => changedAt)) + 1, until: 2 ** 40 },
    ]
    for (const [place, { provider }] of providers.entries()) {
      expect(tasksBetween(view, { account: provider, ...all })).toEqual({ earned: records[place]?.earned, ordered: 0n })
      expect(tasksBetween(view, { account: provider, ...later })).toEqual({ earned: 0n, ordered: 0n })
    }
    const locked = [...view.batches.values()].reduce((total, { paid: amount }) => total + amount, 0n)
    expect(tasksBetween(view, { account: submitter, ...all })).toEqual({ earned: 0n, ordered: locked })
  })

  it('lets five runs decide an appeal that agree about a fresh sample, of which a guess knows nothing', async () => {
    for (const { provider, node } of late) {
      await send(provider, registerCall({ chain, nodeKey: node }))
      await send(provider, addTaskStakeCall({ pool, units: stakeUnits }))
    }
    await chain.travel(3_600)
    for (const { provider } of late) await send(submitter, ripenTaskStakeCall({ pool, provider }))
    ;[working, cheat, guesses] = [[...providers, ...late], 'result', true]
    const task = await played('five runs decide', 'judged')
    const worker = (await task())?.worker ?? submitter
    await send(submitter, depositToPoolCall({ pool, account: worker, amount: units('3') }))
    await send(nodeOf(worker), appealTaskCall({ pool, batch, index: 0 }))
    const appealed = await task()
    await goOn(task, 'judged')
    expect(await task()).toMatchObject({ state: 'judged', dispute: { round: 2, verdict: 'worker wrong' } })
    const { taskId, sampleSeed } = (await task()) ?? expect.unreachable()
    const runOf = (place: number) => client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'runOf', args: [taskId, BigInt(place)] })
    const runs = await Promise.all([3, 4, 5, 6, 7].map(runOf))
    const { majority } = await client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'disputeOf', args: [taskId] })
    expect(runs.filter(({ answer }) => answer === majority).length).toBeGreaterThanOrEqual(3)
    // The hash of the block after the appeal selects new chunks of the task's input. They differ from the earlier sample, whose answer is public.
    const block = BigInt((appealed?.dispute?.openedBlock ?? 0) + 1)
    const { hash } = await client.getBlock({ blockNumber: block })
    const viewed = (await reader.read()).view.batches.get(appealed?.batchId ?? salt) ?? expect.unreachable()
    const fresh = freshChunks({ batch: viewed, task: appealed ?? expect.unreachable(), place: 3 }, (at) =>
      BigInt(at) === block ? hex32(hash) : null,
    )
    expect([fresh?.length, sampleSeed === null]).toEqual([4, false])
    expect(fresh).not.toEqual(chunksToAnswer({ batch: viewed, task: appealed ?? expect.unreachable() }))
    const right = answerOf(chunksToAnswer({ batch: viewed, task: appealed ?? expect.unreachable() }).map((chunk) => outputs[chunk] ?? salt))
    expect(majority).toBe(keccak256(concatHex([right, answerOf((fresh ?? []).map((chunk) => outputs[chunk] ?? salt))])))
    await send(submitter, settleTaskCall({ pool, batch, index: 0 }))
    const guess = runs[4]?.account ?? ''
    expect((await task())?.payments.map(({ account }) => account)).not.toContain(guess.toLowerCase())
  })

  it('lets further runs decide about a chunk outside of the sample, with what a new run of all chunks proves', async () => {
    ;[cheat, guesses] = ['chunk', false]
    const held = shownBy('chunk')
    let task = await played('one wrong chunk', 'revealed')
    // The auditor's random sample may contain the wrong chunk (part of the task). Then the audit would find it, and there would be no dispute to test. So this
    // repeats, up to five times, until the sample does not contain the wrong chunk.
    const isSampled = async () => sampleOf(await task()).includes(wrongChunk)
    for (let again = 0; again < 5 && (await isSampled()); again += 1) task = await played(`one wrong chunk, again ${again}`, 'revealed')
    const revealed = (await task()) ?? expect.unreachable()
    const of = { batch: (await reader.read()).view.batches.get(revealed.batchId) ?? expect.unreachable(), task: revealed }
    expect(checkResult(of, { held, ran: new Map(sampleOf(revealed).map((chunk) => [chunk, outputs[chunk] ?? salt])) })).toEqual({ kind: 'same' })
    const check = checkResult(of, { held, ran: new Map(outputs.entries()) })
    if (check.kind !== 'elsewhere' || revealed.revealed === null) throw new Error('a chunk outside of the sample is wrong')
    expect(check.chunk).toBe(wrongChunk)
    const { taskId, answer } = { taskId: revealed.taskId, answer: revealed.revealed.answer }
    await send(submitter, disputeChunkCall({ pool, batch, index: 0, root: revealed.revealed.root, workerAnswer: revealed.revealed.answer, ...check }))
    const disputed = (await task()) ?? expect.unreachable()
    expect(disputed).toMatchObject({ state: 'disputed', dispute: { round: 1, challenger: submitter, chunk: wrongChunk } })
    const [alone, withChunk] = [places.second, places.third].map((place) => ({ ...of, task: disputed, place }))
    if (alone === undefined || withChunk === undefined) expect.unreachable()
    expect(chunksOfRun(alone)).toEqual(sampleOf(revealed))
    expect(chunksOfRun(withChunk)).toEqual([...sampleOf(revealed), wrongChunk])
    expect([answerSeconds(alone), answerSeconds(withChunk)]).toEqual([124, 125])
    const { workerAnswer } = await client.readContract({ address: pool, abi: taskPoolAbi, functionName: 'disputeOf', args: [taskId] })
    expect(workerAnswer).toBe(answerOfRun(withChunk, (chunk) => held[chunk] ?? salt))
    expect(answerOfRun(alone, (chunk) => held[chunk] ?? salt)).toBe(answer)
    expect(workerAnswer).not.toBe(answer)
    await goOn(task, 'judged')
    expect(await task()).toMatchObject({ state: 'judged', dispute: { round: 1, verdict: 'worker wrong', chunk: wrongChunk } })
    await chain.travel(86_401)
    await send(submitter, settleTaskCall({ pool, batch, index: 0 }))
    expect((await task())?.state).toBe('decided')
  })

  it('reads the same after a start from nothing', async () => {
    const anew = await createPoolReader(poolSource(client, { pool, ...chain.addresses })).read()
    expect(anew.view).toEqual((await reader.read()).view)
  })

  /** Submits a batch of one task and lets all parties do their duties until the task has this state. Returns a function that reads the task. */
  async function played(name: string, state: string) {
    const { timestamp } = await client.getBlock()
    batch = { ...batchFor(timestamp), salt: hex32(keccak256(toBytes(name))) }
    const batchId = batchIdOf({ chainId: chain.chainId, pool }, batch)
    await send(submitter, submitBatchCall({ pool, batch }))
    const task = async () => [...((await reader.read()).view.batches.get(batchId)?.tasks.values() ?? [])][0]
    await goOn(task, state)
    return task
  }

  /** Lets all parties do their due actions until the task has this state. */
  async function goOn(task: () => Promise<PoolTaskView | undefined>, state: string): Promise<void> {
    for (let round = 0; round < 240 && (await task())?.state !== state; round += 1) {
      for (const taker of takers()) {
        if ((await task())?.state === state) break
        const now = await reader.read()
        // Skips actions that are due for earlier batches, such as revealing an audit.
        const played = batchIdOf({ chainId: chain.chainId, pool }, batch)
        for (const duty of dutiesOf(taker, now, draws)) {
          if (('task' in duty ? duty.task.batchId : duty.batch.batchId) !== played) continue
          const call = await callFor(duty, { taker, head: now.head.block })
          if (call === null) continue
          await send(nodeOf(taker.provider), call)
          break
        }
      }
      await chain.mine(1)
    }
  }

  /** Returns the chunks of a task that the audit samples, in the newest batch. */
  function sampleOf(task: PoolTaskView | undefined): number[] {
    if (task?.sampleSeed === null || task === undefined) throw new Error('the task has a sample')
    return sampledChunks(task.sampleSeed, { chunks: outputs.length, sampled: 4 })
  }

  /** Returns the providers that can appeal now. */
  async function appeals(): Promise<Address[]> {
    const now = await reader.read()
    return takers().flatMap((taker) => dutiesOf(taker, now, draws).flatMap(({ kind }) => (kind === 'appeal' ? [taker.provider] : [])))
  }

  function takers(): Taker[] {
    return working.map(({ provider, node }) => {
      const nodes = [{ nodeId: hex32(nodeIdOf({ provider, nodeKey: node })), classId, vramGib: 80, tier: 0 }]
      return { provider, nodes, checkers: nodes, adapters: new Set([adapter]), room: 1 }
    })
  }

  function batchFor(at: bigint): TaskBatch {
    return {
      ...{
        salt,
        submitter,
        adapter,
        inputRoot: salt,
        classMask: 1n << BigInt(classId),
        refClass: classId,
        chunks: 64,
        count: 1,
        minVramGib: 16,
        minTier: 0,
      },
      ...{ reward: units('1'), verifyShare: units('0.5'), tip: units('0.01'), runSeconds: durationSeconds(60n), fetchSeconds: 60 },
      ...{ deadline: unixSeconds(at + 86_400n), storeKey: zeroAddress },
    }
  }

  /**
   * Returns the answer of a checking run for newly selected chunks. The provider that only guesses in this test has no answer, because it has not run the task.
   * It can only repeat answers that are already public.
   */
  function freshOf({ fresh, place }: Extract<Duty, { kind: 'answer' | 'show' }>): Hex32 {
    const isGuess = guesses && place === places.count - 1
    return fresh.length === 0 || isGuess ? zeroHex32 : answerOf(fresh.map((chunk) => outputs[chunk] ?? salt))
  }

  async function callFor(duty: Duty, { taker: { provider }, head }: { taker: Taker; head: number }): Promise<ContractCall | null> {
    if (duty.kind === 'accept') return acceptTaskCall({ pool, batch, index: duty.index, provider })
    const { task } = duty
    const of = { pool, batch, index: task.index }
    const domain = { chainId: chain.chainId, pool }
    const shown = task.worker === provider ? shownBy(cheat) : outputs
    const answered = cheat === 'root' ? outputs : shown
    const place = 'place' in duty && duty.place !== null ? duty.place : places.audit
    const answer = answerOfRun({ ...duty, place }, (chunk) => answered[chunk] ?? salt)
    switch (duty.kind) {
      case 'work': {
        const commitment = workCommitment(domain, { taskId: task.taskId, tries: task.tries, provider, root: chunkRoot(shown), salt })
        const digest = hashStoreReceipt({ task: task.taskId, tries: task.tries, commitment }, domain)
        const receipt = await sign({ hash: digest, privateKey: chain.keys.receipt.privateKey, to: 'hex' })
        return commitTaskCall({ ...of, commitment, receipt })
      }
      case 'reveal':
        return revealTaskCall({ ...of, root: chunkRoot(shown), salt, answer })
      case 'take run':
        return takeRunCall({ ...of, place: duty.place, provider })
      case 'answer': {
        if (head + 1 < duty.answerFrom) return null
        const commitment = answerCommitment(domain, { taskId: task.taskId, place: duty.place, account: provider, answer, fresh: freshOf(duty), salt })
        return answerRunCall({ ...of, place: duty.place, commitment })
      }
      case 'show': {
        if (task.revealed === null) throw new Error('an answer is shown after the worker revealed')
        const { root, answer: workerAnswer } = task.revealed
        return showRunCall({ ...of, place: duty.place, root, workerAnswer, answer, fresh: freshOf(duty), salt })
      }
      case 'appeal':
        return null
      default:
        return assertNever(duty)
    }
  }

  /** Sends a call from any account, without its key: the development node signs for it. Throws if the contract refuses the call. */
  async function send(from: Address, { to, data }: ContractCall): Promise<void> {
    type Ask = { Method: string; Parameters: readonly unknown[]; ReturnType: `0x${string}` }
    await client.request<Ask>({ method: 'anvil_impersonateAccount', params: [from] })
    const hash = await client.request<Ask>({ method: 'eth_sendTransaction', params: [{ from, to, data, gas: toHex(3_000_000) }] })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') await client.call({ account: from, to, data })
    expect(status).toBe('success')
  }
})

function approveCall(pToken: Address, pool: Address): ContractCall {
  return { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [pool, maxUint256] }) }
}
