import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readdirSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { scalarEntry, scalarFolder } from '../features/docs/api/scalarFolder.ts'
import { asksForScalar, serveScalar } from './serveScalar.ts'

const chunks = readdirSync(new URL('./browser/chunks/', import.meta.resolve('@scalar/api-reference'))).filter((name) => name.endsWith('.js'))

describe('the files of Scalar', () => {
  const server = createServer((request, response) => void serveScalar({ request, response }))
  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => void server.close())

  test.each([
    ['GET', `${scalarFolder}${scalarEntry}`, true],
    ['HEAD', `${scalarFolder}chunks/a.js?v=1`, true],
    ['POST', `${scalarFolder}${scalarEntry}`, false],
    ['GET', '/docs/api', false],
    ['GET', '//', false],
    ['GET', '//[', false],
    ['GET', `/x/..${scalarFolder}../../etc`, false],
  ])('judges whether %s %s asks for one: %s', (method, path, expected) => {
    expect(asksForScalar({ method, url: path })).toBe(expected)
  })

  test('are sent as modules, compressed, with caching by name', async () => {
    const entry = await fetch(`${url}${scalarFolder}${scalarEntry}`, { headers: { 'accept-encoding': 'gzip, br' } })
    expect(entry.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(entry.headers.get('content-encoding')).toBe('br')
    expect(entry.headers.get('cache-control')).toBe('no-cache')
    expect(await entry.text()).toContain('createApiReference')
    const zipped = await fetch(`${url}${scalarFolder}${scalarEntry}`, { headers: { 'accept-encoding': 'gzip' } })
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(await zipped.text()).toContain('createApiReference')

    const part = await fetch(`${url}${scalarFolder}chunks/${chunks[0]}`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
    expect(part.headers.get('cache-control')).toContain('immutable')
    expect(part.headers.get('content-encoding')).toBe(null)
  })

  test('have a tag for each encoding, which confirms only the bytes of that encoding', async () => {
    const get = (encoding: string, tag = '') =>
      fetch(`${url}${scalarFolder}${scalarEntry}`, { headers: { 'accept-encoding': encoding, 'if-none-match': tag } })
    const tags = await Promise.all(['br', 'gzip', 'identity'].map(async (encoding) => (await get(encoding)).headers.get('etag') ?? ''))
    expect(new Set(tags).size).toBe(3)
    const [br = '', gzip = ''] = tags
    const again = await get('br', `"other", W/${br}`)
    expect({ status: again.status, text: await again.text() }).toEqual({ status: 304, text: '' })
    expect((await get('br', gzip)).status).toBe(200)
  })

  test.each([
    ['br;q=0', null],
    ['br; Q=0.000, gzip', 'gzip'],
    ['br;q=0.5, gzip', 'br'],
    ['x-br', null],
    ['BR', 'br'],
  ])('honour a refused encoding: %s', async (accepted, expected) => {
    const answer = await fetch(`${url}${scalarFolder}${scalarEntry}`, { headers: { 'accept-encoding': accepted } })
    expect(answer.headers.get('content-encoding')).toBe(expected)
    expect(await answer.text()).toContain('createApiReference')
  })

  test('are compressed once for requests that arrive together', async () => {
    const compressing = vi.spyOn(zlib, 'gzip')
    syncBuiltinESMExports()
    const file = `${url}${scalarFolder}chunks/${chunks.at(-1)}`
    await Promise.all(Array.from({ length: 5 }, async () => (await fetch(file)).text()))
    expect(compressing).toHaveBeenCalledTimes(1)
    compressing.mockRestore()
    syncBuiltinESMExports()
  })

  test.each([
    '../index.js',
    'standalone.js',
    'standalone.esm.js.map',
    `chunks/${chunks[0]}.map`,
    'chunks/..%2f..%2findex.js',
    'chunks/.js',
    'chunks/no.js',
    '',
  ])('refuses every other file of the package and outside of it: %s', async (name) => {
    expect(await statusOf(`${scalarFolder}${name}`)).toBe(404)
  })

  /** Sends the path as written. `fetch` would resolve its dots. */
  async function statusOf(path: string): Promise<number> {
    const { port } = server.address() as AddressInfo
    return await new Promise((resolve, reject) => {
      send({ host: '127.0.0.1', port, path }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })
  }
})
