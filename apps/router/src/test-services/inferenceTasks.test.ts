import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkModel, inferenceAdapter, type InferenceInput, prepareInference } from '@infinitio/adapter-inference'
import { type Hex32, hex32, testModel } from '@infinitio/domain'
import { exampleJobs, testFingerprint, testRequests } from '@infinitio/jobs/examples'
import { outputHash } from '@infinitio/sdk/pool'
import { answerOf, auditPlan, chunkRoot, sampledChunks } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestModel } from './startTestModel.ts'
import { startTestServer, type TestServer } from './startTestServer.ts'

const signal = new AbortController().signal
const limits = { seconds: 60, memoryBytes: 1, outputBytes: 10_000_000 }
const folder = mkdtempSync(join(tmpdir(), 'inference-tasks-'))
const requests = join(folder, exampleJobs.inference.file)
const all = Array.from({ length: 64 }, (_, chunk) => chunk)
/** Replaces the hash of the block after the worker's commitment. This hash decides which chunks an audit samples. */
const seed = hex32(`0x${'5e'.repeat(32)}`)
let honest: TestServer
let cheating: TestServer
let input: InferenceInput

beforeAll(async () => {
  honest = await startTestServer({ isCheat: false })
  cheating = await startTestServer({ isCheat: true })
  writeFileSync(requests, testRequests())
  input = await prepareInference({ requests, fingerprint: hex32(testFingerprint), maxTokens: 48, speed: 50 })
})
afterAll(async () => {
  await Promise.all([honest.stop(), cheating.stop()])
  rmSync(folder, { recursive: true })
})

describe('tasks that ask the test model', () => {
  it('name the fingerprint of the honest test server, and no job takes the other one for it', async () => {
    const facts = await checkModel({ url: honest.url, atOnce: 8 }, { model: testModel, signal })
    expect(facts).toMatchObject({ kind: 'stable', fingerprint: testFingerprint })
    expect(exampleJobs.inference.job).toContain(testFingerprint)
    expect(await inferenceAdapter({ url: cheating.url, atOnce: 1 }).lacks(input)).toContain('with the fingerprint')
  })

  it('are right for an auditor if a worker asked one request at a time or eight', async () => {
    const worker = await hashesOf(honest, { chunks: all, atOnce: 8 })
    const auditor = await hashesOf(honest, { chunks: sample(), atOnce: 1 })
    expect(sample()).toHaveLength(4)
    expect(answer(auditor)).toBe(answer(worker))
  })

  it('are wrong for an auditor if the worker has another model, or changes one sampled answer', async () => {
    const right = await hashesOf(honest, { chunks: all, atOnce: 8 })
    const auditor = await hashesOf(honest, { chunks: sample(), atOnce: 1 })
    const other = await hashesOf(cheating, { chunks: all, atOnce: 8 })
    expect(answer(other)).not.toBe(answer(auditor))
    const changed = new Map(right).set(sample()[2] ?? 0, outputHash(new TextEncoder().encode('{"custom_id":"question-1"}\n')))
    expect(answer(changed)).not.toBe(answer(auditor))
    expect(chunkRoot([...changed.values()])).not.toBe(chunkRoot([...right.values()]))
  })

  it('get a test model on chain 31337 only', async () => {
    const ends: (() => Promise<void>)[] = []
    const onStop = (end: () => unknown) => void ends.push(async () => void (await end()))
    await expect(startTestModel({ port: 0, chainId: 1, onStop })).rejects.toThrow('chain 31337 only')
    expect(await startTestModel({ port: undefined, chainId: 1, onStop })).toBeNull()
    const url = await startTestModel({ port: 0, chainId: 31_337, onStop })
    expect(await (await fetch(`${url}/models`)).json()).toMatchObject({ data: [{ id: testModel }] })
    for (const end of ends) await end()
  })
})

const sample = () => sampledChunks(seed, { chunks: input.chunks, sampled: auditPlan({ chunks: input.chunks, streak: 0 }).sampled })
const answer = (hashes: ReadonlyMap<number, Hex32>) => answerOf(sample().map((chunk) => hashes.get(chunk) ?? seed))

/**
 * Runs chunks on a test server. The input states the fingerprint of that server, so that the adapter accepts it. A dishonest worker could get the same effect
 * with a changed program.
 */
async function hashesOf({ url }: TestServer, { chunks, atOnce }: { readonly chunks: readonly number[]; readonly atOnce: number }) {
  const own = await checkModel({ url, atOnce }, { model: testModel, signal })
  if (own.kind !== 'stable') throw new Error('the test server changes its answers')
  const run = { input: { ...input, fingerprint: own.fingerprint }, files: new Map([['requests', requests]]), task: 0, chunks, limits, signal }
  const outputs = await inferenceAdapter({ url, atOnce }).run(run)
  return new Map([...outputs].map(([chunk, output]) => [chunk, outputHash(output)]))
}
