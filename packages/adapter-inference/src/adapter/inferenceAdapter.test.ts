import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { sha256Hex } from '@infinitio/domain'
import { AdapterError, type RunLimits } from '@infinitio/tasks'
import { adapterDigest } from '@infinitio/tasks/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { digestSource } from '../../test/digestSource.ts'
import { requestLine, startExampleServer } from '../../test/exampleServer.ts'
import { exampleRequests } from '../example/index.ts'
import { checkModel, inferenceAdapter, type InferenceInput, isOwnServer, prepareInference } from '../index.ts'

const folder = mkdtempSync(join(tmpdir(), 'adapter-inference-'))
const limits: RunLimits = { seconds: 30, memoryBytes: 1, outputBytes: 10_000_000 }
const signal = new AbortController().signal
const none = `0x${'0'.repeat(64)}` as InferenceInput['fingerprint']
const servers: Server[] = []
let example: Awaited<ReturnType<typeof startExampleServer>>
let fingerprint = none
let written = 0

beforeAll(async () => {
  example = await startExampleServer()
  const facts = await checkModel(example, { model: example.model, signal })
  if (facts.kind === 'stable') fingerprint = facts.fingerprint
})
afterAll(() => {
  example.stop()
  for (const server of servers) server.close().closeAllConnections()
  rmSync(folder, { recursive: true })
})

function fileOf(content: string): string {
  written += 1
  const path = join(folder, String(written))
  writeFileSync(path, content)
  return path
}

type Job = { readonly input: InferenceInput; readonly files: ReadonlyMap<string, string> }
type Draft = Partial<Parameters<typeof prepareInference>[0]>

async function jobOf(content: string, more: Draft = {}): Promise<Job> {
  const requests = fileOf(content)
  const input = await prepareInference({ requests, fingerprint, maxTokens: 16, speed: 1, ...more })
  return { input, files: new Map([['requests', requests]]) }
}

const questions = (count: number) => Array.from({ length: count }, (_, at) => requestLine(`q${at}`, 'x'.repeat(at))).join('\n')

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}

/** Starts a model server. `listener` answers its chat requests, and its list of models has the example's model. */
async function serverOf(listener: RequestListener): Promise<{ readonly url: string; readonly atOnce: number }> {
  const server = createServer((request, response) => {
    if (request.method === 'GET') response.end(JSON.stringify({ data: [{ id: example.model }] }))
    else listener(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, atOnce: 2 }
}

const chat = (content: string) => JSON.stringify({ choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }] })

/** Starts a model server that gives the same answer to each fixed question, and the answer of `listener` to the requests of a job. */
async function jobServer(listener: RequestListener): Promise<{ readonly server: Awaited<ReturnType<typeof serverOf>>; readonly own: Draft }> {
  const server = await serverOf(async (request, response) => {
    const { max_tokens: tokens } = JSON.parse(await text(request)) as { max_tokens: number }
    if (tokens === 16) listener(request, response)
    else response.end(chat('fixed'))
  })
  const facts = await checkModel(server, { model: example.model, signal })
  return { server, own: { fingerprint: facts.kind === 'stable' ? facts.fingerprint : none } }
}

describe('an inference job on a model server', () => {
  test('gives a sample of its chunks the same bytes as all of them, and joins the answers by index', async () => {
    const adapter = inferenceAdapter(example)
    const { input, files } = await jobOf(exampleRequests(example.model), { tasks: 2 })
    expect(input).toMatchObject({ model: example.model, requests: 64, mostTokens: 16, tasks: 2, chunks: 32 })
    expect(await adapter.lacks(input)).toBeNull()
    const places = Array.from({ length: 32 }, (_, chunk) => chunk)
    const outputs: Uint8Array[][] = []
    for (let task = 0; task < 2; task += 1) outputs.push([...(await adapter.run({ input, files, task, chunks: places, limits, signal })).values()])
    const seen: number[] = []
    const onChunk = (chunk: number) => void seen.push(chunk)
    const sample = await adapter.run({ input, files, task: 1, chunks: [30, 2], limits, signal, onChunk })
    for (const [chunk, output] of sample) expect(sha256Hex(output)).toBe(sha256Hex(outputs[1]?.[chunk] ?? new Uint8Array()))
    expect(seen).toEqual([30, 2])
    const lines = new TextDecoder()
      .decode(await adapter.merge({ input, files: new Map(), outputs, limits, signal }))
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(64)
    expect(lines[63]).toContain('"custom_id":"question-64"')
    expect(lines[0]).toContain('This server has no model. It read 34 letters.')
  })

  test('runs only where the server has the model, its fingerprint and its speed', async () => {
    const { input, files } = await jobOf(questions(2))
    const adapter = inferenceAdapter(example)
    expect(await adapter.lacks({ ...input, model: 'other' })).toBe('the model server does not have other')
    expect(await adapter.lacks({ ...input, fingerprint: none })).toContain(`with the fingerprint ${fingerprint}, and the job names ${none}`)
    expect(await adapter.lacks({ ...input, speed: 100_000 })).toContain('and the job needs 100000')
    expect(await inferenceAdapter(null).lacks(input)).toBe('this computer has no model server')
    expect(await inferenceAdapter({ url: 'http://127.0.0.1:1/v1', atOnce: 1 }).lacks(input)).toContain('does not answer')
    const run = (of: InferenceInput) => faultOf(adapter.run({ input: of, files, task: 0, chunks: [0], limits, signal }))
    expect((await run({ ...input, fingerprint: none })).code).toBe(301)
    expect((await run({ ...input, mostTokens: 17 })).code).toBe(100)
    expect((await run({ ...input, files: { requests: { ...input.files.requests, sha256: none } } })).code).toBe(300)
  })

  test('does not run on a server whose answers change when it has several requests', async () => {
    let running = 0
    const unstable = await serverOf((_, response) => {
      running += 1
      setTimeout(() => {
        response.end(chat(running > 1 ? 'together' : 'alone'))
        running -= 1
      }, 2)
    })
    expect(await checkModel(unstable, { model: example.model, signal })).toMatchObject({ kind: 'unstable' })
    const { input } = await jobOf(questions(1))
    expect(await inferenceAdapter(unstable).lacks(input)).toContain('changes its answer to question')
    expect(await checkModel({ ...unstable, atOnce: 1 }, { model: example.model, signal })).toMatchObject({ kind: 'stable' })
  })

  test('ends with the line of a request that the server refuses, or with an answer that is too long', async () => {
    const refusing = await jobServer((_, response) => response.writeHead(400).end('{"error":{"message":"the context is full"}}'))
    const job = await jobOf(questions(3), refusing.own)
    const run = (server: Parameters<typeof inferenceAdapter>[0], { input, files }: Job, more: Partial<RunLimits> = {}) =>
      faultOf(inferenceAdapter(server).run({ input, files, task: 0, chunks: [2], limits: { ...limits, ...more }, signal }))
    expect(await run(refusing.server, job)).toMatchObject({ code: 102, place: { field: 'requests', line: 3 } })
    const long = await jobServer((_, response) => response.end(chat('x'.repeat(257))))
    expect(await run(long.server, await jobOf(questions(3), long.own))).toMatchObject({ code: 104, place: { line: 3 } })
    expect((await run(example, await jobOf(questions(3)), { outputBytes: 10 })).code).toBe(104)
  })

  test('follows no redirect, and ends in time or when it is stopped', async () => {
    const asked: string[] = []
    const elsewhere = await serverOf((request, response) => {
      asked.push(request.url ?? '')
      response.end(chat('from another server'))
    })
    const leading = await jobServer((_, response) => response.writeHead(307, { location: `${elsewhere.url}/chat/completions` }).end())
    const { input, files } = await jobOf(questions(1), leading.own)
    const run = { input, files, task: 0, chunks: [0], limits, signal }
    expect((await faultOf(inferenceAdapter(leading.server).run(run))).code).toBe(301)
    expect(asked).toEqual([])
    const silent = await jobServer(() => {})
    const late = await jobOf(questions(1), silent.own)
    const slow = { ...run, ...late, limits: { ...limits, seconds: 0.2 } }
    expect((await faultOf(inferenceAdapter(silent.server).run(slow))).reason).toBe('tooLong')
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 100)
    await expect(inferenceAdapter(silent.server).run({ ...slow, limits, signal: away.signal })).rejects.toThrow('a lease was settled')
  })

  test('has a digest of its present code and manifest', () => {
    expect(inferenceAdapter(null).digest, 'run node packages/adapter-inference/scripts/writeDigest.ts').toBe(adapterDigest(digestSource))
  })
})

describe('an inference job before it is signed', () => {
  test('is refused by the line after which its answers could be too large', async () => {
    const large = (count: number) => Array.from({ length: count }, (_, at) => requestLine(`q${at}`, 'a', { max_tokens: 4_096 })).join('\n')
    const chunk = await faultOf(jobOf(large(4_096), { tasks: 1 }))
    expect([chunk.message, chunk.place.line]).toEqual([expect.stringContaining('the answers of this chunk can have more than 4194304 bytes'), 64])
    const whole = await faultOf(jobOf(large(2_048)))
    expect([whole.message, whole.place.line]).toEqual([expect.stringContaining('the answers of the job can have more than 134217728 bytes'), 2_033])
  })

  test('is prepared from the folder examples/inference-task, whose fingerprint is the one of its server', async () => {
    const example = join(import.meta.dirname, '../../../../examples/inference-task')
    expect(readFileSync(join(example, 'job.yaml'), 'utf8')).toContain(`fingerprint: "${fingerprint}"`)
    const { input } = await jobOf(readFileSync(join(example, 'requests.jsonl'), 'utf8'), { maxTokens: 64 })
    expect(input).toMatchObject({ requests: 2, mostTokens: 64 })
  })

  test('is refused with an address of another computer as its server', () => {
    const own = ['http://127.0.0.1:8000/v1', 'http://localhost:11434/v1', 'http://[::1]:80/v1']
    const other = ['https://127.0.0.1/v1', 'http://0.0.0.0/v1', 'http://10.0.0.1/v1', 'http://localhost.example/v1', 'http://a@localhost/v1', 'v1']
    expect([...own, ...other].map(isOwnServer)).toEqual([true, true, true, false, false, false, false, false, false])
  })
})
