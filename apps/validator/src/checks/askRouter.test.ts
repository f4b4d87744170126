import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { headHashOf } from '@infinitio/services'
import { testCandidate } from '@infinitio/services/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askRouter, type CheckRouter } from './askRouter.ts'

const { service } = testCandidate(1)
const words = 'One two three.'
const body = { model: 'tiny', messages: [{ role: 'user', content: 'Count.' }], temperature: 0, max_tokens: 32 }

describe('a validator that asks through a router', () => {
  let folder: string
  let router: CheckRouter
  let respond: (response: ServerResponse) => void
  const asked: { readonly key: string; readonly body: unknown }[] = []
  const server = createServer((message, response) => {
    void text(message).then((sent) => {
      asked.push({ key: message.headers.authorization ?? '', body: JSON.parse(sent) })
      respond(response)
    })
  })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-ask-'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    router = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, keyFile: join(folder, 'key.txt') }
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true })
  })

  const ask = (more: object = {}) => askRouter(router, { service, body: { ...body, ...more } })
  const answers = (status: number, content: string, type = 'application/json') => {
    respond = (response) => response.writeHead(status, { 'content-type': type }).end(content)
  }

  it('asks nobody while its key file is missing, and uses the key as soon as it is written', async () => {
    expect(await ask()).toMatchObject({ kind: 'refused', reason: expect.stringContaining('no API key') })
    expect(asked).toEqual([])
    writeFileSync(router.keyFile, 'infr_test\n')
    answers(200, JSON.stringify({ choices: [{ message: { content: words } }] }))
    const time = { firstMs: null, wholeMs: expect.any(Number), textBytes: words.length }
    expect(await ask()).toEqual({ kind: 'answered', head: headHashOf(words), time })
    expect(asked).toEqual([{ key: 'Bearer infr_test', body: { ...body, provider: { only: [service], allow_fallbacks: false } } }])
  })

  it('reads a stream as the same answer', async () => {
    const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`
    const pieces = ['One two', ' three.'].map((content) => event({ choices: [{ delta: { content } }] }))
    answers(200, `${pieces.join('')}data: [DONE]\n\n`, 'text/event-stream')
    const time = { firstMs: expect.any(Number), wholeMs: expect.any(Number), textBytes: words.length }
    expect(await ask({ stream: true })).toEqual({ kind: 'answered', head: headHashOf(words), time })
  })

  it('does not count what a service adds to its answer to seem fast', async () => {
    const bytesOf = async (content: string, more: object = {}) => {
      answers(200, JSON.stringify({ choices: [{ message: { content } }] }))
      const asked = await ask(more)
      return asked.kind === 'answered' ? asked.time?.textBytes : null
    }
    expect(await bytesOf(`\n${words}${' \n\t'.repeat(70_000)}`)).toBe(words.length)
    expect(await bytesOf('one two '.repeat(30_000))).toBe(32 * 4)
    expect(await bytesOf('one two '.repeat(30_000), { max_tokens: undefined })).toBe(128 * 4)
    // These bytes are not valid UTF-8. Each of them becomes a sign of three bytes.
    const [before, after] = JSON.stringify({ choices: [{ message: { content: `${words} X` } }] }).split('X')
    respond = (response) =>
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(Buffer.concat([Buffer.from(before ?? ''), Buffer.alloc(1_500_000, 0xff), Buffer.from(after ?? '')]))
    expect(await ask()).toMatchObject({ time: { textBytes: 32 * 4 } })
  })

  it('measures the time to the first text of a stream apart from the whole', async () => {
    const event = (value: object) => `data: ${JSON.stringify(value)}\n\n`
    respond = (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(event({ choices: [{ delta: { role: 'assistant', content: '' } }] }))
      setTimeout(() => response.write(event({ choices: [{ delta: { content: 'One two' } }] })), 100)
      setTimeout(() => response.end(event({ choices: [{ delta: { content: ' three.' } }] })), 300)
    }
    const asked = await ask({ stream: true })
    const time = asked.kind === 'answered' ? asked.time : null
    expect(time?.firstMs).toBeGreaterThanOrEqual(90)
    expect((time?.wholeMs ?? 0) - (time?.firstMs ?? 0)).toBeGreaterThanOrEqual(150)
  })

  it('counts a service without a readable answer as silent', async () => {
    for (const [status, content] of [
      [503, '{}'],
      [200, 'garbage'],
      [200, '{"choices":[]}'],
    ] as const) {
      answers(status, content)
      expect(await ask()).toEqual({ kind: 'answered', head: null, time: null })
    }
    answers(200, 'data: {"error":{"code":"serving.upstream_failed"}}\n\n', 'text/event-stream')
    expect(await ask({ stream: true })).toEqual({ kind: 'answered', head: null, time: null })
    respond = (response) => response.destroy()
    expect(await ask()).toEqual({ kind: 'answered', head: null, time: null })
  })

  it('reports that its money is spent, or its key wrong, in place of an answer', async () => {
    for (const status of [401, 402, 403]) {
      answers(status, '{}')
      expect(await ask()).toEqual({ kind: 'refused', reason: `the router answered with status ${status}` })
    }
  })
})
