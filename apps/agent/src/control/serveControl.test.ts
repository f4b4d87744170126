import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askAgent, readAgentStatus } from './askAgent.ts'
import { type AgentStatus, controlSocketOf } from './controlMessages.ts'
import { serveControl } from './serveControl.ts'

const withinMs = 5_000
const own: AgentStatus = { pid: 7, version: '1', startedAt: 1, runtime: 'local', nodes: [], leases: [] }

describe('the control socket of an agent', () => {
  test('lets only its own user connect, reports the status and stops the agent', async () => {
    const { dataDir, stopped } = await setup()
    expect((await stat(controlSocketOf(dataDir))).mode & 0o777).toBe(0o600)
    expect(await readAgentStatus(dataDir, { withinMs })).toEqual(own)
    expect(await askAgent(dataDir, { ask: 'stop', next: 'stay' }, { withinMs })).toEqual({ status: null })
    await expect.poll(() => stopped).toEqual(['stay'])
  })

  test.each([
    ['nothing that is JSON', 'hello'],
    ['another question', '{"ask":"restart"}'],
    ['a stop that says not what next', '{"ask":"stop"}'],
    ['a field too many', '{"ask":"status","as":"root"}'],
    ['a list', '[{"ask":"stop","next":"stay"}]'],
    ['a prototype', '{"__proto__":{"ask":"stop","next":"stay"}}'],
    ['a number', '0'],
  ])('refuses %s, and goes on', async (_what, line) => {
    const { dataDir, stopped } = await setup()
    expect(JSON.parse(await sayTo(dataDir, `${line}\n`))).toEqual({ ok: false, why: 'this is no request' })
    expect(await readAgentStatus(dataDir, { withinMs })).toEqual(own)
    expect(stopped).toEqual([])
  })

  test('refuses a request without an end, and reads one request per connection', async () => {
    const { dataDir, stopped } = await setup()
    expect(JSON.parse(await sayTo(dataDir, ' '.repeat(5_000)))).toEqual({ ok: false, why: 'the request is too long' })
    const twice = await sayTo(dataDir, '{"ask":"status"}\n{"ask":"stop","next":"stay"}\n')
    expect(JSON.parse(twice)).toEqual({ ok: true, status: own })
    expect(stopped).toEqual([])
  })

  test('accepts a request in pieces while many silent connections are open', async () => {
    const { dataDir } = await setup()
    const crowd = Array.from({ length: 10 }, () => net.connect({ path: controlSocketOf(dataDir) }).on('error', () => {}))
    onTestFinished(() => {
      for (const socket of crowd) socket.destroy()
    })
    expect(JSON.parse(await sayTo(dataDir, '{"ask":', '"status"}\n'))).toEqual({ ok: true, status: own })
  })

  test('replaces the socket that a killed agent left', async () => {
    const dataDir = await folder()
    await writeFile(controlSocketOf(dataDir), '')
    const control = await serveControl({ dataDir, status: () => own, stop: () => {}, logger: createLogger({ room: 'agent' }) })
    onTestFinished(() => control.close())
    expect(await readAgentStatus(dataDir, { withinMs })).toEqual(own)
  })
})

test('treats a missing agent, or one with a malformed answer, as not running', async () => {
  const dataDir = await folder()
  expect(await readAgentStatus(dataDir, { withinMs })).toBeNull()
  const liar = net.createServer((socket) => socket.end('{"ok":true,"status":{"pid":"0"}}\n'))
  await new Promise<void>((done) => liar.listen(controlSocketOf(dataDir), done))
  onTestFinished(() => void liar.close())
  expect(await readAgentStatus(dataDir, { withinMs })).toBeNull()
})

async function setup() {
  const dataDir = await folder()
  const stopped: string[] = []
  const control = await serveControl({ dataDir, status: () => own, stop: (next) => stopped.push(next), logger: createLogger({ room: 'agent' }) })
  onTestFinished(() => control.close())
  return { dataDir, stopped }
}

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'infinitio-control-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}

/** Sends each piece to the agent's control socket in a separate write. Resolves with everything that the socket sends back. */
function sayTo(dataDir: string, ...pieces: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = net.connect({ path: controlSocketOf(dataDir) })
    socket.setEncoding('utf8')
    socket.on('error', reject).on('data', (part: string) => {
      text += part
    })
    socket.on('end', () => resolve(text))
    socket.once('connect', async () => {
      for (const piece of pieces) await new Promise<void>((done) => socket.write(piece, () => setImmediate(done)))
    })
  })
}
