import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createClient } from '../createClient.ts'
import { createTransport } from './createTransport.ts'
import { exitCodeOf, refusal } from './refusal.ts'

/** Returns a transport to a server that always gives this answer, and a record of its requests. */
function setup(answer: () => Response | Promise<Response>, options: { token?: string; baseUrl?: string } = {}) {
  const asked: { url: string; init: RequestInit }[] = []
  const transport = createTransport({
    baseUrl: options.baseUrl ?? 'http://market.example',
    ...(options.token === undefined ? {} : { token: options.token }),
    headers: { cookie: 'a=b' },
    fetch: async (url, init) => {
      asked.push({ url: String(url), init: init ?? {} })
      return answer()
    },
  })
  return { transport, asked }
}

describe('a request', () => {
  test('goes to /api/v1 with token, headers and only the query that was given', async () => {
    const { transport, asked } = setup(() => Response.json({ ok: 1 }), { token: 'secret' })
    expect(await transport.send({ method: 'GET', path: '/listings', query: { hours: '2', q: undefined } })).toEqual({ ok: 1 })
    expect(asked[0]?.url).toBe('http://market.example/api/v1/listings?hours=2')
    expect(asked[0]?.init.headers).toMatchObject({ authorization: 'Bearer secret', cookie: 'a=b' })
  })

  test.each(['http://a/', 'http://a', 'http://a/api/v1', 'http://a/api/v1/'])('finds the API of %s', async (baseUrl) => {
    const { transport, asked } = setup(() => new Response(null, { status: 204 }), { baseUrl })
    expect(await transport.send({ method: 'DELETE', path: '/session', idempotencyKey: 'k' })).toBeNull()
    expect(asked[0]?.url).toBe('http://a/api/v1/session')
  })
})

test.each([undefined, '', 'localhost:3990'])('the address %s is refused with what is missing', async (baseUrl) => {
  const transport = createTransport({ baseUrl: baseUrl as string })
  await expect(transport.send({ method: 'GET', path: '/market' })).rejects.toMatchObject({
    code: 'api.invalid_field',
    sentence: expect.stringContaining('http://'),
  })
})

describe('a refusal', () => {
  test('becomes an InfinitioError with its code, sentence and time to wait', async () => {
    const problem = { type: '/docs', title: 'Wait.', status: 429, code: 'api.rate_limited', detail: 'by address', requestId: 'r' }
    const { transport } = setup(() => Response.json(problem, { status: 429, headers: { 'retry-after': '7' } }))
    await expect(transport.send({ method: 'GET', path: '/' })).rejects.toMatchObject({
      name: 'InfinitioError',
      code: 'api.rate_limited',
      status: 429,
      sentence: 'Wait.',
      retryAfterSeconds: 7,
      requestId: 'r',
    })
  })

  test('has every wrong field with what is allowed there', async () => {
    const errors = [
      { in: 'query', pointer: '/hours', code: 'api.invalid_field', detail: 'must be a whole number from 1 to 720' },
      { in: 'query', pointer: '/sort', code: 'api.invalid_field', detail: 'must be one of price, value' },
    ]
    const problem = { title: 'Wrong.', code: 'api.invalid_field', detail: 'query.hours', requestId: 'r', errors: [...errors, 'odd'] }
    const { transport } = setup(() => Response.json(problem, { status: 400 }))
    await expect(transport.send({ method: 'GET', path: '/' })).rejects.toMatchObject({ errors })
  })

  test('is api.unreachable without problem+json, and without any answer', async () => {
    await expect(setup(() => new Response('<html>', { status: 502 })).transport.send({ method: 'GET', path: '/' })).rejects.toMatchObject({
      code: 'api.unreachable',
      status: 502,
    })
    await expect(setup(() => Promise.reject(new TypeError('fetch failed'))).transport.send({ method: 'GET', path: '/' })).rejects.toMatchObject({
      code: 'api.unreachable',
      status: 0,
    })
  })

  test('has the exit code of the error table', () => {
    expect(exitCodeOf(refusal('lease.over', { detail: '' }))).toBe(30)
    expect(exitCodeOf(new Error('other'))).toBe(1)
  })
})

describe('an answer that breaks off in its body', () => {
  /** Starts a server. Its first answer breaks off after the headers and the beginning of the body. */
  async function breakingServer(status: number, later: RequestListener): Promise<{ baseUrl: string; count: () => number }> {
    let count = 0
    const server = createServer((request, response) => {
      count += 1
      if (count > 1) return later(request, response)
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': 1_000 })
      response.write('{"state":', () => response.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close().closeAllConnections())
    return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
  }
  const good: RequestListener = (_request, response) => response.end('{"state":"ok"}')

  test.each([200, 404, 503])('is no answer after status %i, so a read is repeated', async (status) => {
    const { baseUrl, count } = await breakingServer(status, good)
    expect(await createClient({ baseUrl }).getHealth()).toEqual({ state: 'ok' })
    expect(count()).toBe(2)
  })

  test('throws api.unreachable for a write, which is not repeated', async () => {
    const { baseUrl, count } = await breakingServer(200, good)
    const transport = createTransport({ baseUrl })
    await expect(transport.send({ method: 'POST', path: '/' })).rejects.toMatchObject({ code: 'api.unreachable', status: 0 })
    expect(count()).toBe(1)
  })

  test('throws the reason of a caller who aborts while the body arrives', async () => {
    const given = new AbortController()
    const body = new ReadableStream({ start: (stream) => given.signal.addEventListener('abort', () => stream.error(given.signal.reason)) })
    const { transport } = setup(() => new Response(body))
    const sent = transport.send({ method: 'GET', path: '/', signal: given.signal })
    setTimeout(() => given.abort(new Error('given up')), 20)
    await expect(sent).rejects.toThrow('given up')
  })
})
