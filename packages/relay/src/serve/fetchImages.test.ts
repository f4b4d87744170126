import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { channelId } from '@infinitio/domain'
import type { NameServers } from '@infinitio/process'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { imageFetcher } from './fetchImages.ts'

/** The addresses that name servers find, in place of DNS. Each lookup uses the next ones. */
const found: string[][] = []
let lookups = 0
const nameServers = {
  resolve4() {
    lookups += 1
    return Promise.resolve(found[Math.min(lookups, found.length) - 1] ?? [])
  },
  resolve6: () => Promise.reject(new Error('no record')),
} as unknown as NameServers

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const channel = channelId(`0x${'1'.repeat(64)}`)

let server: Server
let connections = 0
let answer: (response: ServerResponse, path: string) => void
beforeEach(async () => {
  ;[connections, lookups] = [0, 0]
  found.length = 0
  answer = (response) => response.end(png)
  server = createServer((request, response) => answer(response, request.url ?? ''))
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const port = () => (server.address() as AddressInfo).port
const local = (path = '/a.png') => `http://127.0.0.1:${port()}${path}`
const asked = (urls: readonly string[], ms = 10_000) => ({ urls, signal: AbortSignal.timeout(ms) })
const fetchLocal = (urls: readonly string[]) => imageFetcher({ isLocal: true })(channel, asked(urls))
const fetchPublic = (url: string, ms?: number) => imageFetcher({ isLocal: false, nameServers })(channel, asked([url], ms))

describe('images of the internet', () => {
  it('become data', async () => {
    const { images } = await fetchLocal([local(), local(), ` ${local('/b.png')}`])
    expect([...images]).toEqual([
      [local(), `data:image/png;base64,${png.toString('base64')}`],
      [` ${local('/b.png')}`, `data:image/png;base64,${png.toString('base64')}`],
    ])
    expect(connections).toBe(2)
  })

  test.each<[string, (response: ServerResponse, path: string) => void, string]>([
    ['a redirect', (response, path) => response.writeHead(path === '/b' ? 200 : 302, { location: '/b' }).end(png), 'status 302'],
    ['an error', (response) => response.writeHead(404).end(png), 'status 404'],
    ['a page', (response) => response.writeHead(200, { 'content-type': 'image/png' }).end('<html>the metadata of a cloud</html>'), 'no PNG'],
    ['an SVG, which can name files', (response) => response.end('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'no PNG'],
    ['a few bytes', (response) => response.end('hi'), 'no image'],
    ['nothing', (response) => response.end(), 'no image'],
    ['compressed data', (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))), 'compressed'],
    ['a length above the limit', (response) => response.writeHead(200, { 'content-length': 20_000_001 }).write(png), '20 MB'],
    ['a part of an image', (response) => response.writeHead(200, { 'content-length': 1_000 }).write(png, () => response.destroy()), 'did not send'],
  ])('are not %s', async (_, respond, expected) => {
    answer = respond
    const fetched = fetchLocal([local()])
    await expect(fetched).rejects.toThrow('file on the internet')
    await expect(fetched).rejects.toThrow(expected)
    expect(connections).toBe(1)
  })

  it('end at 20 MB, all of a request together, and at 8 images', async () => {
    answer = (response) => response.end(Buffer.concat([png, Buffer.alloc(11_000_000)]))
    await expect(fetchLocal([local('/1'), local('/2')])).rejects.toThrow('20 MB')
    await expect(fetchLocal(Array.from({ length: 9 }, () => local()))).rejects.toThrow('at most 8')
  })

  it('stop at the first bytes of other data, and when the client disconnects', async () => {
    let closed = 0
    answer = (response) => {
      response.on('close', () => (closed += 1))
      response.write('x'.repeat(100))
    }
    await expect(fetchLocal([local()])).rejects.toThrow('no PNG')
    answer = (response) => {
      response.on('close', () => (closed += 1))
      response.write(png.subarray(0, 20))
    }
    await expect(imageFetcher({ isLocal: true })(channel, asked([local()], 200))).rejects.toThrow('did not send')
    await expect.poll(() => closed).toBe(2)
  })

  it('are loaded for two requests of a channel at the same time, and for eight in all', async () => {
    const held: ServerResponse[] = []
    answer = (response) => held.push(response)
    const fetchImages = imageFetcher({ isLocal: true })
    const ofChannel = (digit: string) => fetchImages(channelId(`0x${digit.repeat(64)}`), asked([local()]))
    const running = ['1', '1', '2', '2', '3', '3', '4'].map(ofChannel)
    await expect(ofChannel('1')).rejects.toThrow('Too many requests')
    running.push(ofChannel('5'))
    await expect(ofChannel('6')).rejects.toThrow('Too many requests')
    await expect.poll(() => held.length).toBe(8)
    for (const response of held) response.end(png)
    await Promise.all(running)
    answer = (response) => response.end(png)
    expect((await ofChannel('1')).images.size).toBe(1)
  })

  it('are not loaded for a minute for a channel whose servers did not answer three times, as other channels would wait for it', async () => {
    let nowMs = 1_000_000
    const fetchImages = imageFetcher({ isLocal: true, nowMs: () => nowMs })
    const fail = async (ms: number) => {
      answer = (response) => {
        nowMs += ms
        response.destroy()
      }
      await expect(fetchImages(channel, asked([local()]))).rejects.toThrow('did not send')
    }
    for (let quick = 0; quick < 4; quick += 1) await fail(900)
    for (let slow = 0; slow < 3; slow += 1) await fail(15_000)
    answer = (response) => response.end(png)
    nowMs += 59_000
    await expect(fetchImages(channel, asked([local()]))).rejects.toThrow('Too many requests')
    expect((await fetchImages(channelId(`0x${'2'.repeat(64)}`), asked([local()]))).images.size).toBe(1)
    nowMs += 1_000
    expect((await fetchImages(channel, asked([local()]))).images.size).toBe(1)
    await fail(15_000)
    answer = (response) => response.end(png)
    expect((await fetchImages(channel, asked([local()]))).images.size).toBe(1)
  })

  it('are held in memory up to 128 MB, until their requests end', async () => {
    answer = (response) => response.end(Buffer.concat([png, Buffer.alloc(19_000_000)]))
    const fetchImages = imageFetcher({ isLocal: true })
    const fetchOne = () => fetchImages(channel, asked([local()]))
    const loaded = [await fetchOne()]
    for (let more = 0; more < 5; more += 1) loaded.push(await fetchOne())
    await expect(fetchOne()).rejects.toThrow('Too many requests')
    loaded[0]?.leave()
    loaded[0]?.leave()
    loaded.push(await fetchOne())
    await expect(fetchOne()).rejects.toThrow('Too many requests')
  })
})

describe('a service on a public chain', () => {
  test.each(['127.0.0.1', '[::1]', '2130706433', '0x7f.1', '0.0.0.0', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1', '[fd00:ec2::254]'])(
    'connects to no private address such as %s',
    async (host) => {
      await expect(fetchPublic(`https://${host}:${port()}/a.png`)).rejects.toThrow('not public')
      expect([connections, lookups]).toEqual([0, 0])
    },
  )

  it('uses https only, and sends no password', async () => {
    await expect(fetchPublic(`http://example.org/a.png`)).rejects.toThrow('only https')
    await expect(fetchPublic('https://user:secret@example.org/a.png')).rejects.toThrow('password')
    await expect(fetchPublic('ftp://example.org/a.png')).rejects.toThrow('only https')
    await expect(fetchPublic('https://')).rejects.toThrow('cannot be read')
    expect(lookups).toBe(0)
  })

  test.each(['169.254.169.254', '127.0.0.1', '10.0.0.1'])('connects to no name that resolves to %s', async (address) => {
    found.push([address])
    await expect(fetchPublic(`https://rebind.example:${port()}/a.png`)).rejects.toThrow('did not send')
    expect([connections, lookups]).toEqual([0, 1])
  })

  it('connects to the address that it checked, although the name has another one a moment later', async () => {
    found.push(['203.0.114.1'], ['127.0.0.1'])
    await expect(fetchPublic(`https://rebind.example:${port()}/a.png`, 50)).rejects.toThrow('did not send')
    expect([connections, lookups]).toEqual([0, 1])
  })
})
