import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { address, type Hex32, hex32, keccak256Hex, sha256Hex } from '@infinitio/domain'
import { openInputFile, openInputText, outputHash, sealChunk, sealOutputs } from '@infinitio/sdk/pool'
import { chunkRoot, emptyPool, type JobPlan, openBatchInput, type PoolBatchView, type PoolTaskView, sealedInputOf, taskIdOf } from '@infinitio/tasks'
import { jobAdapters } from '../src/adapters/index.ts'
import { type JobEffects, type JobJournal, oneAfterAnother } from '../src/index.ts'
import { type PrivateMachine, privateMachine } from './privateMachine.ts'

const salt = hex32(`0x${'5a'.repeat(32)}`)
const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const limits = { seconds: 60, memoryBytes: 1_610_612_736, outputBytes: 1_048_576, fileBytes: 1_048_576 } as const
const baseFee = 1_000n
const fewMs = 3

/** A market in memory. */
export type MemoryMarket = {
  /** Maps a batch to the number of times that the pool was paid for it. */
  readonly paid: Map<Hex32, number>
  readonly put: (bytes: Uint8Array) => Hex32
  readonly stored: ReadonlyMap<Hex32, Uint8Array>
  /** Hashes of the bytes that jobs stored for machines; everybody can read these. */
  readonly published: Set<Hex32>
  readonly view: ReturnType<typeof emptyPool>
  /** Accepts a batch as the pool does. Returns false for a batch that it already has. */
  readonly submit: (plan: JobPlan) => boolean
  /** While false, no worker takes a task. */
  working: boolean
  /**
   * Decides whether the worker of a task shows a wrong result, which another provider then discovers. `batch` counts the batches from 0, `index` is the task in
   * the batch.
   */
  isWrong: (place: { readonly batch: number; readonly index: number }) => boolean
  /** Decides whether the worker of a private batch stores outputs that the key of the job does not open. */
  isUnreadable: (batch: number) => boolean
  /** The key of the job that runs here; null for a job that everybody may read. */
  jobKey: Hex32 | null
  /** The machine that runs tasks of private jobs, after it got their key. */
  readonly machine: PrivateMachine
  readonly effectsOf: (journal: JobJournal) => JobEffects
  readonly remove: () => void
}

type Outputs = ReadonlyMap<number, Uint8Array>

/** The outputs of tasks that a worker of this process has calculated. */
const calculated = new Map<string, Promise<Outputs>>()

/**
 * Returns the outputs of a task. They depend only on the adapter, the input and the task, so a second worker of the same task gets those of the first. Without
 * this, a test that runs a job again after each possible crash would start a process for each of its tasks again.
 */
async function calculateOnce(of: readonly [digest: string, run: object], calculate: () => Promise<Outputs>): Promise<Outputs> {
  const name = JSON.stringify(of)
  const outputs = calculated.get(name) ?? calculate()
  calculated.set(name, outputs)
  outputs.catch(() => calculated.delete(name))
  return await outputs
}

/** Starts a market in memory. Its workers run each task with the real adapters, once for each input. */
export function memoryMarket(): MemoryMarket {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-jobs-'))
  const machine = privateMachine(join(folder, 'private'))
  const stored = new Map<Hex32, Uint8Array>()
  const sealed = new Map<Hex32, Uint8Array>()
  const view = emptyPool()
  const paid = new Map<Hex32, number>()
  const worked = new Set<Hex32>()
  const put = (bytes: Uint8Array) => {
    const sha256 = sha256Hex(bytes)
    stored.set(sha256, bytes)
    return sha256
  }
  const pathOf = (sha256: Hex32) => {
    const bytes = stored.get(sha256)
    if (bytes === undefined) throw new Error(`nobody stored ${sha256}`)
    const path = join(folder, sha256.slice(2))
    writeFileSync(path, bytes)
    return path
  }
  const work = async (batch: PoolBatchView) => {
    if (worked.has(batch.batchId) || batch.stopped) return
    worked.add(batch.batchId)
    const adapter = Object.values(jobAdapters).find((one) => one.adapter.digest === batch.batch.adapter)?.adapter
    if (adapter === undefined) throw new Error('no worker has the adapter of a batch')
    const { input, numberOf, files, step } = await openWork(batch, { adapter, stored, pathOf, machine })
    const chunks = Array.from({ length: batch.batch.chunks }, (_, chunk) => chunk)
    for (let task = 0; task < batch.batch.count; task++) {
      const run = { input, task: numberOf(task), chunks }
      const found = await calculateOnce([adapter.digest, run], () => adapter.run({ ...run, files, limits, signal: new AbortController().signal }))
      const taskId = taskIdOf(batch.batchId, task)
      const plain = chunks.map((chunk) => found.get(chunk) ?? new Uint8Array())
      const number = [...view.batches.keys()].indexOf(batch.batchId)
      const shift = market.isUnreadable(number) ? 1 : 0
      const seal = (output: Uint8Array, chunk: number) =>
        step === null ? output : sealChunk(output, { step, place: { taskId, chunk: chunk + shift } })
      const outputs = await Promise.all(plain.map(seal))
      sealed.set(taskId, await sealOutputs(outputs, salt))
      const shown = { ...shownTask(batch.batchId, task), revealed: { ...revealedNow, root: chunkRoot(outputs.map(outputHash)) } }
      batch.tasks.set(task, market.isWrong({ batch: number, index: task }) ? caughtTask(shown) : shown)
    }
  }
  const market: MemoryMarket = {
    ...{ paid, put, stored, view, machine, published: new Set<Hex32>(), jobKey: null },
    ...{ working: true, isWrong: () => false, isUnreadable: () => false },
    remove() {
      machine.isOver = true
      rmSync(folder, { recursive: true })
    },
    submit({ batchId, batch }) {
      paid.set(batchId, (paid.get(batchId) ?? 0) + (view.batches.has(batchId) ? 0 : 1))
      if (view.batches.has(batchId)) return false
      const counts = { open: batch.count, stopped: false, tasks: new Map<number, PoolTaskView>(), live: new Map<number, PoolTaskView>() }
      view.batches.set(batchId, { batchId, batch, beaconSeed: salt, submitBlock: 1, submittedAt: 1, paid: 1n, baseFee, ...counts })
      return true
    },
    effectsOf: (journal) => effectsOf(market, { journal, pathOf, work, sealed }),
  }
  return market
}

type Opening = Pick<MemoryMarket, 'stored' | 'machine'> & {
  readonly adapter: (typeof jobAdapters)[keyof typeof jobAdapters]['adapter']
  readonly pathOf: (sha256: Hex32) => string
}

/** Reads the input of a batch as a worker does. If the job is private, it first accepts all tasks of the batch and waits for the key. */
async function openWork(batch: PoolBatchView, { adapter, stored, pathOf, machine }: Opening) {
  const read = async (sha256: Hex32) => new TextDecoder().decode(stored.get(sha256))
  const fetchFile = async ({ sha256 }: { readonly sha256: Hex32 }) => stored.get(sha256) ?? new Uint8Array()
  const sealed = await sealedInputOf(batch.batch.inputRoot, read)
  for (let task = 0; sealed !== null && task < batch.batch.count; task++)
    batch.tasks.set(task, { ...shownTask(batch.batchId, task), state: 'assigned', nodeId: machine.nodeId })
  const step = sealed === null ? null : await machine.stepOf(taskIdOf(batch.batchId, 0), sealed)
  const open = async (of: Parameters<typeof openInputText>[0]) => openInputText(of, { key: step ?? salt, fetchFile })
  const { input, numberOf } = await openBatchInput(batch.batch, { parse: adapter.parse, read, open })
  const files = new Map<string, string>()
  for (const [name, { sha256 }] of Object.entries(input.files)) {
    if (sealed === null || step === null) files.set(name, pathOf(sha256))
    else files.set(name, machine.write(sha256, await openInputFile({ input, sealed, name }, { step, fetchFile })))
  }
  return { input, numberOf, files, step }
}

type Inside = {
  readonly journal: JobJournal
  readonly pathOf: (sha256: Hex32) => string
  readonly work: (batch: PoolBatchView) => Promise<void>
  readonly sealed: ReadonlyMap<Hex32, Uint8Array>
}

function effectsOf(market: MemoryMarket, { journal, pathOf, work, sealed }: Inside): JobEffects {
  return {
    ...{ journal, limits, leases: null, patienceMs: 0, inTurn: oneAfterAnother(), onProgress: () => {} },
    privacy: market.jobKey === null ? null : { key: market.jobKey, boxKeyOf: market.machine.boxKeyOf, give: market.machine.give },
    store: {
      pathOf: (path) => path,
      fetch: async (sha256) => pathOf(sha256),
      publish: async (bytes) => void market.published.add(market.put(bytes)),
      publishFile: async (_, path) => void market.published.add(market.put(new Uint8Array(readFileSync(path)))),
      put: async (bytes) => market.put(bytes),
      async keep(_, { result, extension, file }) {
        return { result: market.put(result), file: { sha256: market.put(file), extension, bytes: file.length } }
      },
    },
    sender: {
      submit: async (_, plan) => (market.submit(plan) ? { kind: 'sent' } : { kind: 'refused', reason: 'known', isFinal: true }),
      cancel: async (batch) => {
        for (const one of market.view.batches.values()) if (one.batch.salt === batch.salt) [one.stopped, one.open] = [true, 0]
      },
    },
    pool: {
      domain: { chainId: 31_337, pool: account('9') },
      reader: {
        async read() {
          if (market.working) for (const batch of market.view.batches.values()) void work(batch)
          return { view: market.view, head: { block: 1, at: 1 } as never, hashOf: () => null }
        },
      },
      quote: async () => ({ baseFee, escrow: 1n }),
      runGas: async () => 0n,
      now: async () => 1_800_000_000,
      head: async () => 1,
      hashOf: async (block) => keccak256Hex(new TextEncoder().encode(`block ${block}`)),
    },
    classes: async () => [{ classId: 1, name: 'NVIDIA L4 24 GB', vramGib: 24, referencePricePerGpuSecond: '1000' }] as never,
    openResult: async ({ taskId }) => sealed.get(taskId) ?? new Uint8Array(),
    delay: async (ms, signal) => void (await wait(Math.min(ms, fewMs), undefined, { signal })),
  }
}

const revealedNow = { salt, answer: salt, audited: true, at: 1 }

function shownTask(batchId: Hex32, index: number): PoolTaskView {
  return {
    ...{ taskId: taskIdOf(batchId, index), batchId, index, state: 'revealed', worker: account('7'), nodeId: salt, classId: 1, tries: 1, streak: 0 },
    ...{
      changedAt: 1,
      changedBlock: 1,
      commitment: salt,
      revealed: null,
      sampleSeed: null,
      runs: new Map(),
      dispute: null,
      failures: [],
      payments: [],
    },
  }
}

function caughtTask(shown: PoolTaskView): PoolTaskView {
  const dispute = { challenger: account('8'), round: 1, openedAt: 1, openedBlock: 1, verdict: 'worker wrong' as const, appellant: null, chunk: null }
  return { ...shown, state: 'judged', dispute }
}
