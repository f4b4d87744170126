import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { algorithmAdapter, algorithmInputText, piModule, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import {
  type Address,
  address,
  durationSeconds,
  type Hex32,
  keccak256Hex,
  packWords,
  pTokenUnits,
  sha256Hex,
  type TaskBatch,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { refusal } from '@infinitio/sdk'
import { createDrawBook, emptyPool, type PoolBatchView, type PoolTaskView, type SeenPool, taskIdOf } from '@infinitio/tasks'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFailedRuns } from './failedRuns.ts'
import { NoRoomError, withoutFile, WrongFileError } from './fileChecks.ts'
import { createOpenedFiles } from './openedFiles.ts'
import { createTaskFiles } from './taskFiles.ts'
import { createTaskKeys } from './taskKeys.ts'
import { createTaskRunner } from './taskRunner.ts'
import { takeTasks, type TakingParts } from './takeTasks.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-take-tasks-'))
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never
const word = (value: number): Hex32 => keccak256Hex(packWords([BigInt(value)]))
const [checker, attacker, worker] = ['1', '2', '3'].map((digit) => address(`0x${digit.repeat(40)}`)) as [Address, Address, Address]
const node = { nodeId: word(3), classId: 0, vramGib: 80, tier: 1, account: privateKeyToAccount(word(30)) }
const store = new Map<Hex32, Uint8Array>()
const runner = createTaskRunner({
  ...{ adapters: [algorithmAdapter], niceness: 0, logger, opened: createOpenedFiles(path.join(folder, 'opened')) },
  files: createTaskFiles({
    ...{ folder, mostBytes: 10_000_000 },
    fetchFile: async (sha256) => store.get(sha256) ?? Promise.reject(refusal('artefact.unknown', { detail: sha256 })),
  }),
})
let inputRoot: Hex32

beforeAll(async () => {
  const module = path.join(folder, 'pi.wasm')
  writeFileSync(module, piModule)
  store.set(sha256Hex(piModule), piModule)
  const draft = { module, items: 1_000, fuel: 100_000_000_000, memoryPages: 16, seed: word(0), plan: { tasks: 1, chunks: 1 } }
  const limits = { seconds: 60, memoryBytes: 500_000_000, outputBytes: 1_000_000 }
  const text = new TextEncoder().encode(algorithmInputText(await prepareAlgorithm({ draft, limits, signal: new AbortController().signal })))
  inputRoot = sha256Hex(text)
  store.set(inputRoot, text)
})
afterAll(() => {
  runner.stop()
  rmSync(folder, { recursive: true })
})

test('an agent takes the check of a task with enough time and all files', async () => {
  expect(await takenOf({})).toEqual(['take'])
})

test('an agent takes no check with an adapter that would use the cores of a lease', async () => {
  const { seen, batch } = seenWith({ salt: word(26) })
  const { parts, sent } = agentOf(seen)
  let paused = new Set([algorithmAdapter.digest])
  const look = () => takeTasks({ ...parts, pausedAdapters: () => paused }, [{ provider: checker, nodes: [node] }])
  await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).not.toBe('loading')
  await look()
  expect(sent).toEqual([])
  paused = new Set()
  await look()
  expect(sent).toEqual(['take'])
})

test('an agent accepts no task that is longer than its machine should take', async () => {
  const { seen, batch } = seenWith({ salt: word(27), submitter: worker })
  batch.live.clear()
  batch.tasks.clear()
  Object.assign(batch, { open: 1, submitBlock: -300 })
  const { parts, sent } = agentOf(seen)
  let longest = 3_599
  const look = () => takeTasks({ ...parts, longestTask: () => longest }, [{ provider: checker, nodes: [node] }])
  await look()
  await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).not.toBe('loading')
  await look()
  expect(sent).toEqual([])
  longest = 3_600
  await expect.poll(() => look().then(() => sent), { timeout: 5_000 }).toEqual(['accept'])
})

test('an agent takes no check of a task with an understated time, since a late answer costs a stake', async () => {
  expect(await takenOf({ salt: word(20), runSeconds: durationSeconds(1n) })).toEqual([])
})

test('an agent takes no check of a task whose input is not in the store', async () => {
  expect(await takenOf({ salt: word(21), inputRoot: word(22) })).toEqual([])
})

test('an agent takes no more checks for a submitter whose task failed here, and then for twice as long', () => {
  let now = 0
  const failed = createFailedRuns(() => now)
  const { batch } = seenWith({})
  failed.note({ batch, run: 'one' })
  failed.note({ batch, run: 'one' })
  now = 599_999
  expect(failed.isAvoided(attacker)).toBe(true)
  expect(failed.isAvoided(checker)).toBe(false)
  now = 600_000
  expect(failed.isAvoided(attacker)).toBe(false)
  failed.note({ batch, run: 'two' })
  now = 1_799_999
  expect(failed.isAvoided(attacker)).toBe(true)
  now = 1_800_000
  expect(failed.isAvoided(attacker)).toBe(false)
})

test('an agent gives a task up if the submitter deleted its input, and does not try again', async () => {
  const { seen, batch } = seenWith({ salt: word(23), inputRoot: word(24) })
  const task = batch.live.get(0)
  if (task === undefined) throw new Error('the batch has no task')
  Object.assign(task, { state: 'assigned', worker: checker, nodeId: node.nodeId, commitment: null })
  const { parts, sent } = agentOf(seen)
  await expect.poll(async () => takeTasks(parts, [{ provider: checker, nodes: [node] }]).then(() => sent), { timeout: 5_000 }).toContain('release')
})

test('an agent gives a task up if no market stores its result, and neither waits nor sends it again', async () => {
  const { seen, batch } = seenWith({ salt: word(25) })
  const task = batch.live.get(0)
  if (task === undefined) throw new Error('the batch has no task')
  Object.assign(task, { state: 'assigned', worker: checker, nodeId: node.nodeId, commitment: null })
  const { parts, sent } = agentOf(seen)
  const own = { ...parts, store: async () => Promise.reject(refusal('task.result_too_large', { detail: 'Content-Length' })) }
  await expect.poll(async () => takeTasks(own, [{ provider: checker, nodes: [node] }]).then(() => sent), { timeout: 20_000 }).toContain('release')
  expect(sent).not.toContain('commit')
})

test('withoutFile changes only failures of files', () => {
  for (const failure of [refusal('artefact.unknown', { detail: 'x' }), new WrongFileError('other bytes'), new NoRoomError('full')])
    expect(withoutFile(failure)).toMatchObject({ name: 'AdapterError', reason: 'fileWrong', message: failure.message })
  for (const failure of [refusal('api.unreachable', { detail: 'x' }), new Error('away'), null]) expect(withoutFile(failure)).toBe(failure)
})

/** Lets an agent look at a pool with one audit until the agent has judged the input. Returns the first word of the name of each call that the agent sends. */
async function takenOf(changed: Partial<TaskBatch>): Promise<string[]> {
  const { seen, batch } = seenWith(changed)
  const { parts, sent } = agentOf(seen)
  const look = () => takeTasks(parts, [{ provider: checker, nodes: [node] }])
  await look()
  // The agent has not read the input yet, so it must not take the check.
  expect(sent).toEqual([])
  await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).not.toBe('loading')
  await look()
  return sent
}

/** An agent that sees this pool, and the first words of the names of the calls that it sends. */
function agentOf(seen: SeenPool) {
  const sent: string[] = []
  const parts: TakingParts = {
    ...{ runner, logger, draws: createDrawBook(), adapters: new Set([algorithmAdapter.digest]), failedRuns: createFailedRuns() },
    pool: { domain: { chainId: 31_337, pool: zeroAddress }, reader: { read: async () => seen } } as unknown as TakingParts['pool'],
    sender: { send: (name) => sent.push(name.split(' ')[0] ?? '') > 0 },
    keys: createTaskKeys({
      ...{ inputOf: runner.inputOf, logger, boxOf: () => null, fetchBoxes: async () => [] },
      ...{ boxKeyOf: async () => null, passBox: async () => undefined },
    }),
    saltsOf: async () => () => word(9),
    store: async () => '0x',
    isFree: () => true,
    longestTask: () => Number.POSITIVE_INFINITY,
    pausedAdapters: () => new Set(),
    checksBesideLeases: true,
    shown: (_provider, output) => output,
    appeal: async () => undefined,
  }
  return { parts, sent }
}

/** Returns a pool in which a submitter works on its own task and has committed to a result, which is audited now. */
function seenWith(changed: Partial<TaskBatch>): { readonly seen: SeenPool; readonly batch: PoolBatchView } {
  const view = emptyPool()
  view.bonded = 1_000n
  view.accounts.set(checker, { bonded: 1_000n, locked: 0n, young: 0n, youngAt: 0n, outUntil: 0n })
  const terms: TaskBatch = {
    ...{ salt: word(4), submitter: attacker, adapter: algorithmAdapter.digest, inputRoot, classMask: 1n, refClass: 0, chunks: 1, count: 1 },
    ...{ minVramGib: 0, minTier: 0, reward: pTokenUnits(1_000_000_000n), verifyShare: pTokenUnits(500_000_000n), tip: pTokenUnits(0n) },
    ...{ runSeconds: durationSeconds(3_600n), fetchSeconds: 60, deadline: unixSeconds(1_000_000n), storeKey: zeroAddress },
    ...changed,
  }
  const batch: PoolBatchView = {
    ...{ batchId: keccak256Hex(packWords([BigInt(terms.salt)])), batch: terms, beaconSeed: word(7), submitBlock: 90, submittedAt: 900, paid: 0n },
    ...{ baseFee: 0n, open: 0, stopped: false, tasks: new Map(), live: new Map() },
  }
  const task: PoolTaskView = {
    ...{ taskId: taskIdOf(batch.batchId, 0), batchId: batch.batchId, index: 0, state: 'committed', worker: attacker, nodeId: word(31), classId: 0 },
    ...{ tries: 1, streak: 0, changedAt: 990, changedBlock: 100, commitment: word(8), revealed: null, sampleSeed: null, runs: new Map() },
    ...{ dispute: null, failures: [], payments: [] },
  }
  view.tasks.set(task.taskId, task)
  batch.tasks.set(0, task)
  batch.live.set(0, task)
  view.live.push(batch)
  return { batch, seen: { view, head: { block: 110, at: 1_000 }, hashOf: word } as unknown as SeenPool }
}
