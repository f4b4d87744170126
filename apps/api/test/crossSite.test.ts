import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { endpoints } from '../src/app.ts'
import type { Endpoint } from '../src/endpoints/endpoint.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  // Turn off rate limits, because every endpoint gets several requests. Other tests check the limits.
  const wide = { capacity: 1e9, refillPerSecond: 1e9 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
})
afterAll(() => api.stop())

const changing = endpoints.filter(({ method }) => method !== 'get')
const zeros = `0x${'0'.repeat(64)}`
const wallet = `0x${'1'.repeat(40)}`
const uuid = '00000000-0000-0000-0000-000000000000'

/** Returns a path of the endpoint in which each parameter has a valid value. */
function addressOf({ path }: Endpoint): string {
  return path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) =>
    /hash|sha256|node|pairingId|jobId|taskId/i.test(name)
      ? zeros
      : /class|number|part|leaseId|^id$/.test(name)
        ? '1'
        : /^(key|account)$/.test(name)
          ? wallet
          : uuid,
  )
}

/** Returns the refusal code of an endpoint for a request with these headers. */
async function codeOf(endpoint: Endpoint, headers: Record<string, string>): Promise<string> {
  const body = endpoint.body === null ? {} : { body: '{}' }
  const answer = await api.send(endpoint.method.toUpperCase(), addressOf(endpoint), { ...body, headers })
  return answer.body?.code ?? String(answer.status)
}

/** Signs in as a page does. Returns the cookie as a browser sends it. */
async function cookieOf(account: TestApi['accounts']['renter']): Promise<string> {
  const { token } = await api.client.signIn({ signer: account, as: 'token' })
  return `infinitio_session=${token}`
}

describe('a page of another site, with the cookie of who looks at it', () => {
  test.each([
    ['sends its own Origin', { origin: 'https://evil.example' }],
    ['runs in a frame without an origin', { origin: 'null' }],
    ['is on another port of this host', { origin: 'http://127.0.0.1:1' }],
    ['sends no Origin, and its browser says where it comes from', { 'sec-fetch-site': 'cross-site' }],
  ])('changes nothing when it %s, at any door', async (_how, headers: Record<string, string>) => {
    const cookie = await cookieOf(api.accounts.renter)
    for (const endpoint of changing) expect(await codeOf(endpoint, { ...headers, cookie }), endpoint.path).toBe('auth.origin_refused')
    expect((await api.send('GET', '/session', { headers: { cookie } })).body.session).not.toBeNull()
  })

  test.each([[{}], [{ 'sec-fetch-site': 'same-site' }], [{ 'sec-fetch-site': 'same-origin' }]])(
    'is nobody without an Origin (%j)',
    async (headers) => {
      const cookie = await cookieOf(api.accounts.renter)
      for (const endpoint of changing.filter(({ access }) => access === 'account' || access === 'optional'))
        expect(await codeOf(endpoint, { ...headers, cookie }), endpoint.path).toBe('auth.origin_refused')
      expect((await api.send('GET', '/session', { headers: { cookie } })).body.session).not.toBeNull()
    },
  )

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/json'])(
    'sends no form as %s, not even from a page of ours',
    async (type) => {
      const cookie = await cookieOf(api.accounts.renter)
      const headers = { origin: api.url, cookie, 'content-type': type }
      for (const endpoint of changing.filter(({ body, access }) => body !== null && access !== 'node'))
        expect(await codeOf(endpoint, headers), endpoint.path).toBe('api.unsupported_media_type')
      expect(await api.owner.query('select from api_commands', [])).toHaveLength(0)
    },
  )

  test('reads nothing: no answer allows another origin to see it', async () => {
    const cookie = await cookieOf(api.accounts.renter)
    const both: readonly Record<string, string>[] = [{ origin: 'https://evil.example', cookie }, { cookie }]
    for (const headers of both)
      for (const method of ['GET', 'OPTIONS']) {
        const answer = await fetch(`${api.url}/api/v1/wallet`, { method, headers })
        const names = [...answer.headers.keys()]
        expect(names.filter((name) => name.startsWith('access-control-'))).toEqual([])
        await answer.body?.cancel()
      }
  })
})

describe('a stolen session', () => {
  const reading = endpoints.filter(({ method, access }) => method === 'get' && access === 'account')

  test.each([
    ['signed out', async (cookie: string) => void (await api.send('DELETE', '/session', { headers: { cookie, origin: api.url } }))],
    ['signed out everywhere, by another session', async () => void (await (await api.signedIn(api.accounts.renter)).closeAllSessions())],
  ])('opens no door once it was %s', async (_how, end) => {
    const cookie = await cookieOf(api.accounts.renter)
    const token = cookie.slice(cookie.indexOf('=') + 1)
    expect((await api.send('GET', '/wallet', { headers: { cookie } })).status).toBe(200)
    await end(cookie)
    for (const endpoint of reading) {
      expect(await codeOf(endpoint, { cookie }), endpoint.path).toBe('auth.session_revoked')
      expect(await codeOf(endpoint, { authorization: `Bearer ${token}` }), endpoint.path).toBe('auth.session_revoked')
    }
    for (const endpoint of changing.filter(({ access }) => access === 'account'))
      expect(await codeOf(endpoint, { cookie, origin: api.url }), endpoint.path).toBe('auth.session_revoked')
    expect((await api.send('GET', '/session', { headers: { cookie } })).body.session).toBeNull()
    expect(await api.send('GET', '/events?topics=wallet', { headers: { cookie } })).toMatchObject({ status: 401 })
  })
})
