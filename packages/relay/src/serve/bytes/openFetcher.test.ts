import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { NameServers } from '@infinitio/process'
import { type FetchedPage, parseAllowList, readFetchedPage } from '@infinitio/services'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { openFetcher } from './openFetcher.ts'

const listOf = (text: string) => {
  const list = parseAllowList(text)
  if ('wrong' in list) throw new Error(list.wrong)
  return list
}
const page = Buffer.from('a page of 27 bytes, in parts')

describe('a fetch service', () => {
  let server: Server
  let seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  let answer: (response: ServerResponse, headers: IncomingHttpHeaders) => void

  beforeEach(async () => {
    seen = []
    answer = (response) => response.writeHead(200, { 'content-type': 'text/plain', 'set-cookie': 'a=b', etag: '"1"' }).end(page)
    server = createServer(({ url = '', headers }, response) => {
      seen.push({ path: url, headers })
      answer(response, headers)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const port = () => (server.address() as AddressInfo).port
  const local = (path = '/') => `http://localhost:${port()}${path}`

  async function load(url: string, { start = 0, most = 5_000, isLocal = true, found = [] as string[][] } = {}): Promise<FetchedPage | null> {
    let lookups = 0
    const nameServers = {
      resolve4() {
        lookups += 1
        return Promise.resolve(found[Math.min(lookups, found.length) - 1] ?? [])
      },
      resolve6: () => Promise.reject(new Error('no record')),
    } as unknown as NameServers
    const source = openFetcher({ allow: listOf('localhost\npages.example.org\n*.files.example.org'), isLocal, nameServers })
    const bytes = source.find(Buffer.from(JSON.stringify({ url, start, most }))).read(AbortSignal.timeout(20_000))
    return readFetchedPage(await bytes)
  }

  it('returns the bytes of an allowed page with its type, and passes no cookie in either direction', async () => {
    const got = await load(local('/a?b=c#d'))
    expect(got).toMatchObject({ status: 200, type: 'text/plain', start: 0, total: page.length, version: '1', fault: '', location: '' })
    expect(Buffer.from(got?.bytes ?? []).equals(page)).toBe(true)
    expect(seen.map(({ path }) => path)).toEqual(['/a?b=c'])
    const names = Object.keys(seen[0]?.headers ?? {}).toSorted()
    expect(names).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'range', 'user-agent'])
    expect(JSON.stringify({ ...got, bytes: [] })).not.toContain('a=b')
  })

  it('loads ranges, and refuses a server that answers with another range', async () => {
    answer = (response, { range }) => {
      const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(range ?? '') ?? []
      const part = page.subarray(Number(from), Number(to) + 1)
      response.writeHead(206, { 'content-range': `bytes ${from}-${Number(from) + part.length - 1}/${page.length}` }).end(part)
    }
    const got = await load(local(), { start: 7 })
    expect([got?.start, got?.total, Buffer.from(got?.bytes ?? []).toString()]).toEqual([7, page.length, page.subarray(7).toString()])
    answer = (response) => response.writeHead(206, { 'content-range': `bytes 0-3/${page.length}` }).end('page')
    expect((await load(local(), { start: 7 }))?.fault).toBe('the server sends no ranges')
  })

  test.each<[string, (response: ServerResponse) => void, Partial<FetchedPage>]>([
    ['a redirect', (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(page), { location: 'http://169.254.169.254/' }],
    ['an error', (response) => response.writeHead(500).end(page), { fault: 'status 500' }],
    ['a page above the limit', (response) => response.end(Buffer.alloc(5_000)), { fault: expect.stringContaining('more than 904 bytes') }],
    [
      'a bomb of compressed bytes',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(9_000_000))),
      { fault: 'the page is compressed' },
    ],
    [
      'an answer that breaks off',
      (response) => response.writeHead(200, { 'content-length': 90 }).write(page, () => response.destroy()),
      { fault: 'the server of the page did not answer' },
    ],
    [
      'too many headers',
      (response) => response.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end(page),
      { fault: 'the server of the page did not answer' },
    ],
  ])('returns no bytes for %s', async (_, respond, expected) => {
    answer = respond
    const got = await load(local())
    expect(got).toMatchObject(expected)
    expect(got?.bytes.length).toBe(0)
    expect(seen.length).toBe(1)
  })

  test.each([
    ['a host that is not listed', 'https://other.example.org/'],
    ['a listed name as a part of another one', 'https://pages.example.org.evil.example/'],
    ['the name above a listed one', 'https://files.example.org/'],
    ['the address of cloud metadata', 'https://169.254.169.254/latest/meta-data/'],
    ['an address in another spelling', 'https://0x7f.1/'],
    ['an address of IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['this computer', 'http://localhost:1/', false],
    ['plain HTTP', 'http://pages.example.org/'],
    ['another port', 'https://pages.example.org:8443/'],
    ['a password', 'https://user:secret@pages.example.org/'],
    ['a file', 'file:///etc/passwd'],
    ['a text that is no URL', 'pages'],
  ])('refuses %s before anything is charged', async (_, url, isLocal = true) => {
    await expect(load(url, { isLocal })).rejects.toMatchObject({ code: 'serving.host_refused' })
  })

  test.each([
    ['the private network', [['10.0.0.7']]],
    ['this computer', [['127.0.0.1']]],
    ['a cloud', [['169.254.169.254']]],
    ['another address at each lookup, one of them private', [['127.0.0.1', '10.0.0.1'], ['192.168.1.1']]],
  ])('connects to nothing when an allowed name leads to %s', async (_, found) => {
    const got = await load('https://a.files.example.org/', { found, isLocal: false })
    expect([got?.fault, got?.bytes.length]).toEqual(['the server of the page did not answer', 0])
    expect(seen).toEqual([])
  })

  test.each(['', '# only a comment', '10.0.0.1', 'pypi.org\nhttps://a.example.org/', '*', '*.org:443', 'com'])('has no list like %j', (text) => {
    expect(parseAllowList(text)).toHaveProperty('wrong')
  })
})
