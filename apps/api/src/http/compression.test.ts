import { get } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { endpoints } from '../app.ts'
import { codingOf, mayCompress } from './compression.ts'

test.each([
  ['br, gzip', 'br'],
  ['gzip, deflate', 'gzip'],
  ['gzip;q=1.0, br;q=0', 'gzip'],
  ['GZIP', 'gzip'],
  ['br;q=0.1', 'br'],
  ['deflate', null],
  ['', null],
  [null, null],
  [';;;,,,q=', null],
])('reads %j as %s', (header, coding) => {
  expect(codingOf(header)).toBe(coding)
})

test('compresses no answer that may hold a secret beside words of the request', () => {
  for (const endpoint of endpoints.filter(mayCompress)) {
    expect([endpoint.name, endpoint.method, endpoint.secretAnswer]).toEqual([endpoint.name, 'get', false])
    if (endpoint.access !== 'public') expect([endpoint.name, endpoint.params, endpoint.query]).toEqual([endpoint.name, null, null])
  }
  const names = new Set(endpoints.filter(mayCompress).map(({ name }) => name))
  for (const name of ['searchListings', 'listWebhooks', 'getSettings']) expect(names).toContain(name)
  for (const name of [
    'getProviderKey',
    'createWebhook',
    'openSession',
    'createPortToken',
    'listLeases',
    'getWorkload',
    'watchEvents',
    'readJournal',
    'getSession',
  ])
    expect(names).not.toContain(name)
})

describe('an answer of 1 kB or more', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await startTestApi()
    await seedMarket(api, [{ name: 'one' }, { name: 'two' }])
  })
  afterAll(() => api.stop())

  /** Sends requests with a client that does not decompress answers. */
  const ask = (path: string, headers: Record<string, string>) =>
    new Promise<{ headers: Record<string, string | string[] | undefined>; bytes: Buffer }>((resolve, reject) => {
      get(`${api.url}/api/v1${path}`, { headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve({ headers: answer.headers, bytes: Buffer.concat(chunks) }))
      }).on('error', reject)
    })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('comes as %s to a client that takes it, from memory too', async (coding, decompress) => {
    for (const path of ['/listings?limit=2', '/listings?limit=2', '/openapi.json', '/openapi.json']) {
      const plain = await ask(path, {})
      const { headers, bytes } = await ask(path, { 'accept-encoding': coding })
      expect([path, headers['content-encoding'], headers['vary']]).toEqual([path, coding, 'accept-encoding'])
      expect(bytes.length).toBeLessThan(plain.bytes.length / 2)
      expect(Object.keys(JSON.parse(decompress(bytes).toString()))).toEqual(Object.keys(JSON.parse(plain.bytes.toString())))
    }
  })

  test('comes as it is to other clients, and small ones to all', async () => {
    const plain = await ask('/listings?limit=2', {})
    expect([plain.headers['content-encoding'], plain.headers['vary']]).toEqual([undefined, 'accept-encoding'])
    const small = await ask('/health', { 'accept-encoding': 'br' })
    expect(small.headers['content-encoding']).toBeUndefined()
  })

  test('leaves streams as they are', async () => {
    const stop = new AbortController()
    const { headers } = await fetch(`${api.url}/api/v1/events?topics=listings`, { headers: { 'accept-encoding': 'br' }, signal: stop.signal })
    expect(headers.get('content-encoding')).toBeNull()
    stop.abort()
  })
})
