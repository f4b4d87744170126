import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { checkModel, inferenceAdapter, type InferenceInput, inferenceInputText, prepareInference } from '@infinitio/adapter-inference'
import { requestLine, startExampleServer } from '@infinitio/adapter-inference/test'
import { address, durationSeconds, type Hex32, hex32, pTokenUnits, sha256Hex, unixSeconds, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { type PoolBatchView, sealedInputText } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOpenedFiles } from './openedFiles.ts'
import { createTaskFiles } from './taskFiles.ts'
import { createTaskRunner } from './taskRunner.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-model-task-'))
const store = new Map<Hex32, Uint8Array>()
const logger = { debug() {}, info() {}, warn() {}, error() {} } as never
let server: Awaited<ReturnType<typeof startExampleServer>>
let input: InferenceInput

beforeAll(async () => {
  server = await startExampleServer()
  const facts = await checkModel(server, { model: server.model, signal: new AbortController().signal })
  const requests = path.join(folder, 'requests.jsonl')
  writeFileSync(requests, [requestLine('one', 'Hello'), requestLine('two', 'Good morning')].join('\n'))
  const fingerprint = facts.kind === 'stable' ? facts.fingerprint : zeroHex32
  input = await prepareInference({ requests, fingerprint, maxTokens: 16, speed: 1 })
  put(new TextEncoder().encode([requestLine('one', 'Hello'), requestLine('two', 'Good morning')].join('\n')))
})
afterAll(() => {
  server.stop()
  rmSync(folder, { recursive: true })
})

describe('a task that asks a model', () => {
  it('is taken, checked and run by a machine whose server has the model with its fingerprint', async () => {
    const runner = runnerOf('able')
    const batch = batchOf(input)
    expect(runner.judge(batch)).toBe('loading')
    await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).toBe('takes')
    const outputs = await runner.start('work', { batch, index: 0, chunks: [0, 1], limitSeconds: 30 }).outputs
    expect(new TextDecoder().decode(outputs.get(1))).toContain('It read 12 letters.')
    runner.stop()
  })

  it.each([
    ['another fingerprint', { fingerprint: zeroHex32 }],
    ['a model that the server does not have', { model: 'other' }],
    ['a speed that the server does not reach', { speed: 100_000 }],
  ])('is neither taken nor checked with %s', async (name, more) => {
    const runner = runnerOf(name)
    const batch = batchOf({ ...input, ...more })
    await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).toBe('refuses')
    runner.stop()
  })

  it('is neither taken nor checked if it is private, because its model cannot be read', async () => {
    const runner = runnerOf('private')
    const file = { sha256: put(new Uint8Array([1])), bytes: 1 }
    const text = sealedInputText({ salt: zeroHex32, commitment: zeroHex32, input: file, files: [file] })
    const batch = batchOf(input, put(new TextEncoder().encode(text)))
    await expect.poll(() => runner.judge(batch), { timeout: 5_000 }).toBe('refuses')
    runner.stop()
  })
})

function put(bytes: Uint8Array): Hex32 {
  store.set(sha256Hex(bytes), bytes)
  return sha256Hex(bytes)
}

function runnerOf(name: string) {
  const own = path.join(folder, name.replaceAll(' ', '-'))
  return createTaskRunner({
    ...{ adapters: [inferenceAdapter(server)], niceness: 0, logger, opened: createOpenedFiles(path.join(own, 'opened')) },
    files: createTaskFiles({
      ...{ folder: own, mostBytes: 10_000_000 },
      fetchFile: async (sha256) => store.get(sha256) ?? Promise.reject(new Error('the store has no such file')),
    }),
  })
}

function batchOf(of: InferenceInput, inputRoot = put(new TextEncoder().encode(inferenceInputText(of)))): PoolBatchView {
  const terms = {
    ...{ salt: zeroHex32, submitter: address(zeroAddress), adapter: inferenceAdapter(null).digest, inputRoot, classMask: 1n, refClass: 0 },
    ...{ chunks: of.chunks, count: of.tasks, minVramGib: 0, minTier: 0, reward: pTokenUnits(1n), verifyShare: pTokenUnits(1n) },
    ...{ tip: pTokenUnits(0n), runSeconds: durationSeconds(3_600n), fetchSeconds: 60, deadline: unixSeconds(1n), storeKey: zeroAddress },
  }
  const counts = { beaconSeed: zeroHex32, submitBlock: 0, submittedAt: 0, paid: 0n, baseFee: 0n, open: 1, stopped: false }
  return { batchId: hex32(inputRoot), batch: terms, ...counts, tasks: new Map(), live: new Map() }
}
