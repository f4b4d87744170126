import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { algorithmAdapter, algorithmInputText, piModule, prepareAlgorithm } from '@infinitio/adapter-algorithm'
import { type Hex32, hex32, sha256Hex, zeroHex32 } from '@infinitio/domain'
import { newJobKey, openChunk, outputHash, sealInput, type StepKey, stepKeyOf } from '@infinitio/sdk/pool'
import { chunkRoot, type PoolBatchView, readSealedInput, type SealedInput, taskIdOf } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenedFiles } from './openedFiles.ts'
import { createTaskFiles } from './taskFiles.ts'
import { createTaskRunner } from './taskRunner.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-private-task-'))
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never
const chunks = [0, 1, 2, 3]

describe('a task of a private job', () => {
  const store = new Map<Hex32, Uint8Array>()
  const jobKey = newJobKey()
  const [worker, checker] = [agent('worker'), agent('checker')]
  let batch: PoolBatchView
  let sealed: SealedInput
  let step: StepKey
  let whole: string

  beforeAll(async () => {
    const module = path.join(folder, 'pi.wasm')
    writeFileSync(module, piModule)
    const draft = { module, items: 4_000, fuel: 100_000_000_000, memoryPages: 16, seed: zeroHex32, plan: { tasks: 1, chunks: 4 } }
    const limits = { seconds: 60, memoryBytes: 500_000_000, outputBytes: 1_000_000 }
    const input = await prepareAlgorithm({ draft, limits, signal: new AbortController().signal })
    const read = async () => new Uint8Array(piModule)
    whole = await sealInput({ text: algorithmInputText(input), files: input.files, read }, { jobKey, publish: async (bytes) => put(bytes) })
    sealed = readSealedInput(whole) as SealedInput
    step = await stepKeyOf(jobKey, sealed)
    put(new TextEncoder().encode(whole))
    batch = batchOf(whole, 3_600n)
  })
  afterAll(() => {
    worker.runner.stop()
    checker.runner.stop()
    rmSync(folder, { recursive: true })
  })

  it('is taken with encrypted files, and calculated with the key, by each machine to the same root', async () => {
    const one = await ran(worker, { step })
    const two = await ran(checker, { step })
    const rootOf = (outputs: ReadonlyMap<number, Uint8Array>) => chunkRoot(chunks.map((chunk) => outputHash(outputs.get(chunk) ?? new Uint8Array())))
    expect(rootOf(one)).toBe(rootOf(two))
    const places = chunks.map((chunk) => ({ taskId: taskIdOf(batch.batchId, 0), chunk }))
    const plain = await Promise.all(places.map((place) => openChunk(one.get(place.chunk) ?? new Uint8Array(), { step, place })))
    expect(plain.every(({ length }) => length > 0)).toBe(true)
    expect(plain.some((output, chunk) => Buffer.from(one.get(chunk) ?? []).includes(Buffer.from(output)))).toBe(false)
  })

  it('leaves no decrypted file on the disk when its batch is over, or when the agent starts again', async () => {
    const opened = path.join(folder, 'worker', 'opened', batch.batchId)
    expect(readdirSync(opened)).toHaveLength(1)
    await worker.runner.forgetOpened(() => false)
    expect(existsSync(opened)).toBe(true)
    await worker.runner.forgetOpened((batchId) => batchId === batch.batchId)
    expect(existsSync(opened)).toBe(false)
    const again = path.join(folder, 'again')
    const file = await createOpenedFiles(again).write({ batchId: zeroHex32, name: '../../x', content: new Uint8Array([1]) })
    expect(path.relative(again, file).startsWith('..')).toBe(false)
    expect(readFileSync(file)).toEqual(Buffer.from([1]))
    createOpenedFiles(again)
    await expect.poll(() => existsSync(file)).toBe(false)
  })

  it('is refused before it is accepted if the store lacks a file or has other bytes for it', async () => {
    const [first] = sealed.files
    const bytes = store.get(first?.sha256 ?? zeroHex32) ?? new Uint8Array()
    store.set(
      first?.sha256 ?? zeroHex32,
      bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
    )
    const fresh = agent('flipped')
    await expect.poll(() => fresh.runner.judge(batch), { timeout: 5_000 }).toBe('refuses')
    store.set(first?.sha256 ?? zeroHex32, bytes)
    const other = agent('restored')
    await expect.poll(() => other.runner.judge(batch), { timeout: 5_000 }).toBe('takes')
  })

  it('is given up without a key, and with the fault of the submitter if its files do not fit its key', async () => {
    const none = ran(agent('no key'), { step: null })
    await expect(none).rejects.toThrow('no key')
    // Here the submitter's input names the wrong encrypted file: the encrypted input itself, instead of the job's first file.
    const text = whole
      .replace(sealed.files[0]?.sha256 ?? '', sealed.input.sha256)
      .replace(`"bytes":${sealed.files[0]?.bytes}`, `"bytes":${sealed.input.bytes}`)
    put(new TextEncoder().encode(text))
    await expect(ran(agent('swapped'), { step, of: batchOf(text, 3_600n) })).rejects.toMatchObject({ code: 100 })
    await expect(ran(agent('hurried'), { step, of: batchOf(whole, 1n) })).rejects.toMatchObject({ code: 200 })
  })

  function put(bytes: Uint8Array): void {
    store.set(sha256Hex(bytes), bytes)
  }

  function agent(name: string) {
    const own = path.join(folder, name)
    const files = createTaskFiles({
      ...{ folder: path.join(own, 'files'), mostBytes: 10_000_000 },
      fetchFile: async (sha256) => store.get(sha256) ?? Promise.reject(new Error('the store has no such file')),
    })
    return {
      runner: createTaskRunner({ adapters: [algorithmAdapter], niceness: 0, logger, files, opened: createOpenedFiles(path.join(own, 'opened')) }),
    }
  }

  async function ran({ runner }: ReturnType<typeof agent>, { step: key, of = batch }: { step: StepKey | null; of?: PoolBatchView }) {
    await expect.poll(() => runner.judge(of), { timeout: 5_000 }).toBe('takes')
    expect(runner.inputOf(of).sealed?.commitment).toBe(sealed.commitment)
    return await runner.start(`${of.batchId}`, { batch: of, index: 0, chunks, limitSeconds: 60, step: key }).outputs
  }
})

function batchOf(text: string, runSeconds: bigint): PoolBatchView {
  const inputRoot = sha256Hex(new TextEncoder().encode(text))
  const batch = { inputRoot, adapter: algorithmAdapter.digest, chunks: 4, count: 1, runSeconds, fetchSeconds: 60 }
  return { batchId: hex32(`0x${runSeconds.toString(16).padStart(4, '0')}${inputRoot.slice(6)}`), batch } as unknown as PoolBatchView
}
