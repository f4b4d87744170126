import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { endpoints } from '../app.ts'
import type { Endpoint } from '../endpoints/endpoint.ts'
import { isOpenRead } from './openReads.ts'

const foreign = { origin: 'https://my.app' }
const zeros = `0x${'0'.repeat(64)}`

let api: TestApi
let cookie: string
let token: string

beforeAll(async () => {
  const wide = { capacity: 1e9, refillPerSecond: 1e9 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
  await seedMarket(api, [{ name: 'one' }])
  token = (await api.client.signIn({ signer: api.accounts.renter, as: 'token' })).token ?? ''
  cookie = `infinitio_session=${token}`
})
afterAll(() => api.stop())

const reads = endpoints.filter(({ method, answerType }) => method === 'get' && answerType !== 'text/event-stream')

function pathOf({ path }: Endpoint): string {
  return path.replaceAll(/\{(\w+)\}/g, (_braces, name: string) => (/hash|node/i.test(name) ? zeros : '1'))
}

async function ask(method: string, path: string, headers: Record<string, string>) {
  const answer = await fetch(`${api.url}/api/v1${path}`, { method, headers })
  const text = await answer.text()
  return { status: answer.status, text, allows: answer.headers.get('access-control-allow-origin'), headers: answer.headers }
}

describe('a page of another site', () => {
  test.each([foreign, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[])(
    'reads what anybody may read, without credentials (%j)',
    async (from) => {
      for (const path of ['/listings', '/chain', '/classes', '/openapi.json', `/nodes/${zeros}/keys`]) {
        const { status, allows, headers } = await ask('GET', path, from)
        expect([path, status === 200 || status === 404, allows]).toEqual([path, true, '*'])
        expect(headers.get('access-control-allow-credentials')).toBeNull()
      }
    },
  )

  test('is refused with the cookie of the person who looks at it, at each read', async () => {
    for (const endpoint of reads) {
      const { status, text } = await ask('GET', pathOf(endpoint), { ...foreign, cookie })
      expect([endpoint.path, status, JSON.parse(text).code]).toEqual([endpoint.path, 403, 'auth.origin_refused'])
    }
  })

  test('is refused with a token, and where an account, a machine or a local token is needed', async () => {
    for (const path of ['/chain', '/wallet']) expect((await ask('GET', path, { ...foreign, authorization: `Bearer ${token}` })).status).toBe(403)
    for (const endpoint of reads.filter((endpoint) => !isOpenRead(endpoint) && !endpoint.path.includes('{'))) {
      const { status, allows } = await ask('GET', pathOf(endpoint), foreign)
      expect([endpoint.path, status, allows]).toEqual([endpoint.path, 403, null])
    }
  })

  test('is nobody where an account is optional', async () => {
    const { status, text } = await ask('GET', '/session', foreign)
    expect([status, JSON.parse(text).session]).toEqual([200, null])
    expect((await ask('GET', '/events?topics=wallet', foreign)).status).toBe(401)
  })

  test('may ask first whether it may read, and never whether it may write', async () => {
    const preflight = (path: string, method: string, headers = 'accept') =>
      ask('OPTIONS', path, { ...foreign, 'access-control-request-method': method, 'access-control-request-headers': headers })
    const { status, allows, headers } = await preflight('/listings', 'GET')
    expect([status, allows, headers.get('access-control-allow-methods')]).toEqual([204, '*', 'GET'])
    expect(headers.get('access-control-allow-headers')).not.toContain('authorization')
    for (const endpoint of endpoints.filter(({ method }) => method !== 'get')) {
      const answer = await preflight(pathOf(endpoint), endpoint.method.toUpperCase())
      expect([endpoint.path, answer.status, answer.allows]).toEqual([endpoint.path, 403, null])
    }
    expect((await preflight('/wallet', 'GET')).status).toBe(403)
  })

  test('follows public events, and no private ones', async () => {
    const stop = new AbortController()
    const { status, headers } = await fetch(`${api.url}/api/v1/events?topics=listings`, { headers: foreign, signal: stop.signal })
    expect([status, headers.get('access-control-allow-origin'), headers.get('content-type')]).toEqual([200, '*', 'text/event-stream'])
    stop.abort()
    expect((await ask('GET', '/orders/events', foreign)).status).toBe(403)
  })
})

describe('an answer that anybody may read', () => {
  test('carries the same headers to our own pages and to programs, so that a cache holds one answer', async () => {
    for (const headers of [{}, { origin: api.url }] as Record<string, string>[]) expect((await ask('GET', '/listings', headers)).allows).toBe('*')
    expect((await ask('GET', '/wallet', { cookie })).allows).toBeNull()
  })
})

test('a page of another site uses up no limit of the person who looks at it', async () => {
  const limits = { ip: { capacity: 5, refillPerSecond: 0.001 }, account: { capacity: 5, refillPerSecond: 0.001 }, streamsPerIp: 1 }
  const small = await startTestApi({ change: (services) => ({ ...services, limits }) })
  try {
    const status = async (headers: Record<string, string>) => (await small.send('GET', '/classes', { headers })).status
    const pages = []
    for (let n = 0; n < 7; n += 1) pages.push(await status(foreign))
    expect(pages.slice(-1)).toEqual([429])
    expect(await status({})).toBe(200)
  } finally {
    await small.stop()
  }
})
