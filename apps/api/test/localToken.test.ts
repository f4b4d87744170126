import { request } from 'node:http'
import { localTokenHeader } from '@infinitio/domain'
import { makeLocalToken } from '@infinitio/process/keys'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '../src/app.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.stop())

const local = endpoints.filter(({ access }) => access === 'local')

/**
 * Sends a request with these headers to each endpoint that only programs on this machine may call. With the right token, each request is valid. Returns the
 * different error codes; `200` is the code of a success.
 */
async function codes(headers: Record<string, string>, { query = '' }: { query?: string } = {}): Promise<string[]> {
  const found = []
  for (const { method, path, body } of local) {
    const answer = await api.send(method.toUpperCase(), `${path}${query}`, {
      ...(body === null ? {} : { body: { seconds: 1, endingLeases: 0 } }),
      headers,
    })
    found.push(answer.status === 200 ? '200' : answer.body.code)
  }
  return [...new Set(found)]
}

const withToken = (headers: Record<string, string> = {}) => ({ ...headers, [localTokenHeader]: api.localToken })

describe('endpoints that hand out keys or move time', () => {
  test('are all those below /dev, and answer this machine with its token', async () => {
    expect(local.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'get /dev/provider-key',
      'get /dev/voter-key',
      'get /dev/time',
      'post /dev/time',
    ])
    expect(endpoints.filter(({ path }) => path.startsWith('/dev/'))).toEqual(local)
    expect(await codes(withToken())).toEqual(['200'])
    expect(await codes(withToken({ origin: api.url, 'sec-fetch-site': 'same-origin' }))).toEqual(['200'])
  })

  test.each([
    ['no token', () => null],
    ['another token', () => makeLocalToken()],
    ['an empty one', () => ''],
    ['a part of it', (token: string) => token.slice(0, -1)],
    ['more than it', (token: string) => `${token}A`],
    ['it twice', (token: string) => `${token}, ${token}`],
    ['it in other letters', (token: string) => swapCase(token)],
  ])('answer nobody who has %s', async (_what, change) => {
    const token = change(api.localToken)
    expect(await codes(token === null ? {} : { [localTokenHeader]: token })).toEqual(['auth.local_token_needed'])
  })

  test('take it from no other place of a request than its own header', async () => {
    const token = api.localToken
    expect(await codes({ authorization: `Bearer ${token}` })).toEqual(['auth.local_token_needed'])
    expect(await codes({ cookie: `${localTokenHeader}=${token}` })).toEqual(['auth.local_token_needed'])
    expect(await codes({}, { query: `?${localTokenHeader}=${token}&token=${token}` })).not.toContain('200')
  })

  test('answer no other machine that knows the token, and none behind a proxy', async () => {
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])
      expect(await codes(withToken({ [name]: '127.0.0.1' })), name).toEqual(['wallet.key_unavailable', 'chain.not_development'])
  })

  test('answer no page of another site that knows the token', async () => {
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(await codes(withToken({ origin })), origin).toEqual(['auth.origin_refused'])
    expect(await codes(withToken({ 'sec-fetch-site': 'cross-site' }))).toEqual(['auth.origin_refused'])
  })

  test('let no page of another site send the header, since a browser asks first', async () => {
    const preflight = { origin: 'http://evil.example', 'access-control-request-method': 'GET', 'access-control-request-headers': localTokenHeader }
    for (const { path } of local) {
      const answer = await fetch(`${api.url}/api/v1${path}`, { method: 'OPTIONS', headers: preflight })
      expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
      expect(answer.ok).toBe(false)
      await answer.body?.cancel()
    }
  })

  test('answer no name that was bound to this machine to deceive a browser (DNS rebinding)', async () => {
    const { port } = new URL(api.url)
    for (const { method, path } of local)
      expect(await sendAs(`evil.example:${port}`, { method, path, headers: withToken({ 'sec-fetch-site': 'same-origin' }) })).toMatchObject({
        status: 421,
        text: expect.stringContaining('auth.host_refused'),
      })
  })

  test('have the token in no answer, not even to a caller that sent it', async () => {
    for (const path of ['/chain', '/openapi.json', '/dev/time', '/dev/provider-key']) {
      const answer = await fetch(`${api.url}/api/v1${path}`, { headers: withToken() })
      expect(await answer.text()).not.toContain(api.localToken)
      expect(JSON.stringify([...answer.headers])).not.toContain(api.localToken)
    }
  })
})

describe('a server that was given no token file', () => {
  let bare: TestApi
  beforeAll(async () => {
    bare = await startTestApi({ change: (services) => ({ ...services, localToken: null }) })
  })
  afterAll(() => bare.stop())

  test('hands out no key, moves no time, and shows that it does not', async () => {
    expect((await api.client.getChain()).localEndpoints).toBe(true)
    expect((await bare.client.getChain()).localEndpoints).toBe(false)
    for (const localToken of [bare.localToken, '', null]) {
      await expect(bare.client.getProviderKey({ localToken })).rejects.toMatchObject({ status: 404, code: 'wallet.key_unavailable' })
      await expect(bare.client.getDevelopmentTime({ localToken })).rejects.toMatchObject({ status: 404, code: 'chain.not_development' })
    }
  })
})

function swapCase(text: string): string {
  return [...text].map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase())).join('')
}

/** Sends a request whose Host header names another host, which `fetch` does not allow. */
function sendAs(
  host: string,
  { method, path, headers }: { method: string; path: string; headers: Record<string, string> },
): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(api.url)
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port, path: `/api/v1${path}`, method: method.toUpperCase(), headers: { ...headers, host } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    })
    sent.once('error', reject)
    sent.end()
  })
}
