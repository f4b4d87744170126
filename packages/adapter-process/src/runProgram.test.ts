import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { AdapterError, type RunLimits } from '@infinitio/tasks'
import { afterAll, describe, expect, test } from 'vitest'
import { type ProgramReply, runProgram } from './index.ts'

/** The replies of the programs in these tests: the usual ones, and one more kind. */
type Reply = ProgramReply<{ readonly kind: 'said' }>

const folder = mkdtempSync(join(tmpdir(), 'adapter-process-'))
const limits: RunLimits = { seconds: 30, memoryBytes: 268_435_456, outputBytes: 1_000 }
let written = 0

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a program that answers its request with these lines of JavaScript. Returns its replies, or the error of the run. */
async function run(lines: string, more: Partial<RunLimits> = {}, signal = new AbortController().signal): Promise<Reply[] | Error> {
  written += 1
  const path = join(folder, `${written}.mjs`)
  writeFileSync(path, `process.on('message', async (message) => { const reply = (one) => process.send(one); ${lines} })`)
  const replies: Reply[] = []
  try {
    await runProgram<Reply>({
      program: pathToFileURL(path),
      request: { a: 1 },
      limits: { ...limits, ...more },
      signal,
      onReply: (reply) => replies.push(reply),
    })
    return replies
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

const reasonOf = (found: unknown) => (found instanceof AdapterError ? found.reason : found)

describe('a program with limits', () => {
  test('gets its request and nothing of the environment', async () => {
    const replies = await run(
      "reply({ kind: 'said', text: [message.a, Object.keys(process.env).sort()] }); reply({ kind: 'done' }); process.disconnect()",
    )
    expect(replies).toEqual([{ kind: 'said', text: [1, expect.arrayContaining(['HOME', 'TZ'])] }, { kind: 'done' }])
    expect(JSON.stringify(replies)).not.toContain('PATH')
  })

  test.each([
    ['it fails by a reply', "reply({ kind: 'failed', reason: 'programFailed', message: 'no', place: {} }); process.disconnect()", 'programFailed'],
    ['it ends in silence', 'process.exit(0)', 'adapterFault'],
    ['it ends in silence while it runs', "reply({ kind: 'running' }); setTimeout(() => process.exit(3), 50)", 'adapterFault'],
    ['it crashes while it runs', "reply({ kind: 'running' }); setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 50)", 'programFailed'],
    ['it aborts while it runs', "reply({ kind: 'running' }); setTimeout(() => process.abort(), 50)", 'tooMuchMemory'],
    ['it crashes before it runs', "process.kill(process.pid, 'SIGSEGV')", 'adapterFault'],
    ['it says too much', "reply({ kind: 'output', chunk: 0, bytes: new Uint8Array(1001) })", 'outputTooLarge'],
    ['it takes too much memory', 'const all = []; setInterval(() => all.push(Buffer.alloc(50e6, 1)), 10)', 'tooMuchMemory'],
  ])('has a reason when %s', async (_, lines, reason) => {
    expect(reasonOf(await run(lines))).toBe(reason)
  })

  test('is asked to end when its time is over, and killed if it does not', async () => {
    const polite = "if (message === 'interrupt') process.exit(0)"
    const began = Date.now()
    expect(reasonOf(await run(polite, { seconds: 0.3 }))).toBe('tooLong')
    expect(Date.now() - began).toBeLessThan(2_000)
    expect(reasonOf(await run('while (true);', { seconds: 0.3 }))).toBe('tooLong')
  })

  test('ends with the reason of its signal, and does not start after it', async () => {
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 300)
    const found = await run('while (true);', {}, away.signal)
    expect(found).toEqual(new Error('a lease was settled'))
    expect(await run('process.exit(0)', {}, away.signal)).toEqual(new Error('a lease was settled'))
  })

  test('starts before its request is ready, and ends if there will be none', async () => {
    const program = pathToFileURL(join(folder, 'late.mjs'))
    writeFileSync(
      program,
      "process.on('message', (message) => { process.send({ kind: 'said', text: message.a }); process.send({ kind: 'done' }); process.disconnect() })",
    )
    const replies: Reply[] = []
    const late = { program, limits, signal: new AbortController().signal, onReply: (reply: Reply) => replies.push(reply) }
    await runProgram<Reply>({ ...late, request: delay(300, { a: 7 }) })
    expect(replies).toEqual([{ kind: 'said', text: 7 }, { kind: 'done' }])
    const none = delay(100).then(() => {
      throw new AdapterError('fileWrong', 'no file')
    })
    expect(reasonOf(await runProgram<Reply>({ ...late, request: none }).catch((error: unknown) => error))).toBe('fileWrong')
  })

  test('keeps compiled sources where it may', async () => {
    const compiledFolder = join(folder, 'compiled')
    const path = join(folder, 'kept.mjs')
    writeFileSync(path, "process.on('message', () => { process.send({ kind: 'done' }); process.disconnect() })")
    const kept = { program: pathToFileURL(path), request: {}, limits, signal: new AbortController().signal }
    await runProgram<Reply>({ ...kept, compiledFolder })
    expect(readdirSync(compiledFolder)).toHaveLength(1)
    await runProgram<Reply>({ ...kept, compiledFolder: join(path, 'no folder') })
  })

  test('yields to others when it should', async () => {
    const replies = await run(
      "reply({ kind: 'said', nice: (await import('node:os')).getPriority() }); reply({ kind: 'done' }); process.disconnect()",
      { niceness: 19 },
    )
    expect(replies).toEqual([{ kind: 'said', nice: 19 }, { kind: 'done' }])
  })
})
