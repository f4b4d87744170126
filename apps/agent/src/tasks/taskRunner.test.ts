import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { algorithmAdapter, algorithmInputText, piModule, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import { address, artefactLimits, durationSeconds, type Hex32, hex32, pTokenUnits, unixSeconds, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { type PoolBatchView, sealedInputText } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHeldBatches } from './heldBatches.ts'
import { createOpenedFiles } from './openedFiles.ts'
import { createTaskFiles } from './taskFiles.ts'
import { createTaskInputs } from './taskInputs.ts'
import { createTaskRunner, Stopped } from './taskRunner.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-task-runner-'))
const hashOf = (bytes: Uint8Array) => hex32(`0x${createHash('sha256').update(bytes).digest('hex')}`)
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never

describe('what an agent calculates', () => {
  const store = new Map<Hex32, Uint8Array>()
  let short: PoolBatchView
  let long: PoolBatchView
  let slow: PoolBatchView
  const runner = createTaskRunner({
    ...{ adapters: [algorithmAdapter], niceness: 0, logger, opened: createOpenedFiles(path.join(folder, 'opened')) },
    files: createTaskFiles({
      ...{ folder, mostBytes: 10_000_000 },
      fetchFile: async (sha256) => store.get(sha256) ?? Promise.reject(new Error('the store has no such file')),
    }),
  })

  beforeAll(async () => {
    const module = path.join(folder, 'pi.wasm')
    writeFileSync(module, piModule)
    store.set(hashOf(piModule), piModule)
    const prepared = async (items: number, chunks = 1) => {
      const draft = { module, items, fuel: 100_000_000_000, memoryPages: 16, seed: zeroHex32, plan: { tasks: 1, chunks } }
      const limits = { seconds: 60, memoryBytes: 500_000_000, outputBytes: 1_000_000 }
      const text = new TextEncoder().encode(algorithmInputText(await prepareAlgorithm({ draft, limits, signal: new AbortController().signal })))
      store.set(hashOf(text), text)
      return batchOf(hashOf(text), chunks)
    }
    ;[short, long, slow] = [await prepared(1_000), await prepared(2_000_000_000), await prepared(8_000_000_000, 8)]
  })
  afterAll(() => {
    runner.stop()
    rmSync(folder, { recursive: true })
  })

  it('is what it has read before, for batches that allow enough time', async () => {
    expect(runner.judge(short)).toBe('loading')
    expect(await judged(short)).toBe('takes')
    expect(await judged({ ...short, batchId: hex32(`0x${'2'.repeat(64)}`), batch: { ...short.batch, runSeconds: durationSeconds(1n) } })).toBe(
      'refuses',
    )
    expect(await judged({ ...short, batchId: hex32(`0x${'3'.repeat(64)}`), batch: { ...short.batch, count: 2 } })).toBe('refuses')
    expect(await judged({ ...batchOf(hex32(`0x${'4'.repeat(64)}`)) })).toBe('refuses')
  })

  it('is calculated once for each name', async () => {
    const work = { batch: short, index: 0, chunks: [0], limitSeconds: 30 }
    const [one, two] = [runner.start('short', work), runner.start('short', work)]
    expect(one).toBe(two)
    expect((await one.outputs).size).toBe(1)
    await expect.poll(() => one.isOver).toBe(true)
    runner.forgetWhere((name) => name === 'short')
    expect(runner.start('short', work)).not.toBe(one)
  })

  it('ends when its machine is rented, and what waits behind it begins', async () => {
    const running = runner.start('long', { batch: long, index: 0, chunks: [0], limitSeconds: 60 })
    const waiting = runner.start('after', { batch: short, index: 0, chunks: [0], limitSeconds: 30 })
    await new Promise((resolve) => setTimeout(resolve, 300))
    runner.end('long')
    await expect(running.outputs).rejects.toThrow(Stopped)
    expect((await waiting.outputs).size).toBe(1)
  })

  it('is given up at half of its time if its finished chunks show that the time is too short', async () => {
    const work = { batch: slow, index: 0, chunks: [0, 1, 2, 3, 4, 5, 6, 7], limitSeconds: 1 }
    const failure = runner.start('slow', { ...work, givesUp: true }).outputs
    await expect(failure).rejects.toMatchObject({ reason: 'tooLong', message: 'Only 0 of 8 chunks were finished after half of 1 s.' })
  })

  it('is refused before its files are fetched if the time is too short, a private file is too large for memory, or its files have no room together', async () => {
    const { own, fetched } = counting(10_000_000)
    const hurried = { ...long, batch: { ...long.batch, runSeconds: durationSeconds(1n) } }
    await expect.poll(() => own.judge(hurried), { timeout: 5_000 }).toBe('refuses')
    const input = { sha256: zeroHex32, bytes: 100 }
    const other = hex32(`0x${'1'.repeat(64)}`)
    const tooMuch = [
      [{ sha256: zeroHex32, bytes: artefactLimits.bytes + 1 }],
      [
        { sha256: zeroHex32, bytes: artefactLimits.bytes },
        { sha256: other, bytes: artefactLimits.bytes },
      ],
    ]
    const read: Hex32[] = [long.batch.inputRoot]
    for (const files of tooMuch) {
      const text = new TextEncoder().encode(sealedInputText({ salt: zeroHex32, commitment: zeroHex32, input, files }))
      store.set(hashOf(text), text)
      read.push(hashOf(text))
      const secret = { ...batchOf(hashOf(text)), batchId: hashOf(text) }
      await expect.poll(() => own.judge(secret), { timeout: 5_000 }).toBe('refuses')
    }
    expect(fetched).toEqual(read)
    own.stop()
  })

  it('fetches a file again that left the folder before the task began', async () => {
    const { own, fetched, files } = counting(piModule.length + 2_000)
    await expect.poll(() => own.judge(short), { timeout: 5_000 }).toBe('takes')
    const other = new Uint8Array(piModule.length + 1_999).fill(7)
    store.set(hashOf(other), other)
    await files.pathOf({ sha256: hashOf(other), bytes: other.length })
    expect((await own.start('again', { batch: short, index: 0, chunks: [0], limitSeconds: 30 }).outputs).size).toBe(1)
    expect(fetched.filter((sha256) => sha256 === hashOf(piModule))).toHaveLength(2)
    own.stop()
  })

  it('stays on this machine from the call that accepts the task, until no task of the batch is left', async () => {
    const { own, fetched, files } = counting(piModule.length + 2_000)
    const other = new Uint8Array(piModule.length + 1_500).fill(8)
    store.set(hashOf(other), other)
    const fetchOther = () => files.pathOf({ sha256: hashOf(other), bytes: other.length })
    await expect.poll(() => own.judge(short), { timeout: 5_000 }).toBe('takes')
    await fetchOther()
    expect(own.held.hold(short)).toBe(false)
    await expect.poll(() => own.held.hold(short), { timeout: 5_000 }).toBe(true)
    expect(own.held.holdOnly([short])).toBe(true)
    const before = fetched.length
    await fetchOther()
    expect(own.held.hold(short)).toBe(true)
    await own.start('held', { batch: short, index: 0, chunks: [0], limitSeconds: 30 }).outputs
    expect(fetched).toHaveLength(before + 1)
    own.stop()
  })

  it('stays there also after a restart, for a batch that the chain shows', async () => {
    const { files, fetched } = counting(piModule.length + 2_000)
    let now = 0
    const inputs = createTaskInputs({ adapters: [algorithmAdapter], files, opened: createOpenedFiles(path.join(folder, 'none')), logger })
    const held = createHeldBatches({ files, inputOf: inputs.of, nowMs: () => now })
    expect(held.holdOnly([short])).toBe(false)
    await expect.poll(() => held.holdOnly([short]), { timeout: 5_000 }).toBe(true)
    await expect.poll(() => inputs.of(short).judgement, { timeout: 5_000 }).toBe('takes')
    const other = new Uint8Array(piModule.length + 1_500).fill(9)
    store.set(hashOf(other), other)
    await files.pathOf({ sha256: hashOf(other), bytes: other.length })
    expect(held.hold(short)).toBe(true)
    now = 59_999
    held.holdOnly([])
    await files.pathOf({ sha256: hashOf(piModule), bytes: piModule.length })
    const before = fetched.length
    now = 60_000
    held.holdOnly([])
    const last = new Uint8Array(piModule.length + 1_500).fill(10)
    store.set(hashOf(last), last)
    await files.pathOf({ sha256: hashOf(last), bytes: last.length })
    await inputs.of(short).fetch()
    expect(fetched.slice(before)).toContain(hashOf(piModule))
  })

  /** A runner with a folder for this number of bytes, and the names of the artefacts that it fetched. */
  function counting(mostBytes: number) {
    const fetched: Hex32[] = []
    const place = mkdtempSync(path.join(folder, 'counting-'))
    const fetchFile = async (sha256: Hex32) => {
      fetched.push(sha256)
      return store.get(sha256) ?? Promise.reject(new Error('the store has no such file'))
    }
    const files = createTaskFiles({ folder: place, mostBytes, fetchFile })
    const opened = createOpenedFiles(path.join(place, 'opened'))
    return { own: createTaskRunner({ adapters: [algorithmAdapter], niceness: 0, logger, opened, files }), fetched, files }
  }

  async function judged(batch: PoolBatchView) {
    await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).not.toBe('loading')
    return runner.judge(batch)
  }
})

function batchOf(inputRoot: Hex32, chunks = 1): PoolBatchView {
  const terms = {
    ...{
      salt: zeroHex32,
      submitter: address(zeroAddress),
      adapter: algorithmAdapter.digest,
      inputRoot,
      classMask: 1n,
      refClass: 0,
      chunks,
      count: 1,
    },
    ...{
      minVramGib: 0,
      minTier: 0,
      reward: pTokenUnits(1n),
      verifyShare: pTokenUnits(1n),
      tip: pTokenUnits(0n),
      runSeconds: durationSeconds(3_600n),
    },
    ...{ fetchSeconds: 60, deadline: unixSeconds(1n), storeKey: zeroAddress },
  }
  const of = { beaconSeed: zeroHex32, submitBlock: 0, submittedAt: 0, paid: 0n, baseFee: 0n, open: 1, stopped: false }
  return { batchId: inputRoot, batch: terms, ...of, tasks: new Map(), live: new Map() }
}
