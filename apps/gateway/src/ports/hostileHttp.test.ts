import https from 'node:https'
import net from 'node:net'
import tls from 'node:tls'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { tmpdir } from 'node:os'
import { generateKeyPairSync } from 'node:crypto'
import { createLogger, selfSignedCertificate } from '@infinitio/process'
import { mutateBytes, randomFrom } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { portsTestbed } from '../../test/ports/portsTestbed.ts'
import { until } from '../../test/until.ts'
import { LeaseConnections } from '../leases/leaseConnections.ts'
import { openPortsDoor } from './portsDoor.ts'

const turns = process.env.TEST_LONG === '1' ? 10_000 : 100
const atOnce = 40

describe('protects the server for ports from a hostile sender', () => {
  let testbed: Awaited<ReturnType<typeof portsTestbed>>
  let lease: Awaited<ReturnType<typeof testbed.served>>
  let session: { cookie: string }
  beforeAll(async () => {
    testbed = await portsTestbed()
    lease = await testbed.served({ leaseId: 701 })
    session = await lease.cookie()
  })
  afterAll(() => testbed.close())

  test.each([
    ['a length and chunks', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['two lengths', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde`],
    ['the same length twice', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd`],
    ['a length in a list', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length: 4, 4\r\n\r\nabcd`],
    ['a length with a sign', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length: +4\r\n\r\nabcd`],
    ['another coding', (head: string) => `POST / HTTP/1.1\r\n${head}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ['a coding twice', (head: string) => `POST / HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n`],
    ['a disguised coding', (head: string) => `POST / HTTP/1.1\r\n${head}Transfer_Encoding: identity\r\nContent-Length: 4\r\n\r\nabcd`],
    ['a space before the colon', (head: string) => `POST / HTTP/1.1\r\n${head}Content-Length : 4\r\n\r\nabcd`],
    ['a folded line', (head: string) => `GET / HTTP/1.1\r\n${head}X-A: 1\r\n Content-Length: 4\r\n\r\n`],
    ['two hosts', (head: string) => `GET / HTTP/1.1\r\n${head}Host: localhost:3999\r\n\r\n`],
    ['no host', () => 'GET / HTTP/1.1\r\n\r\n'],
    ["another host's address", (head: string) => `GET http://localhost:3999/ HTTP/1.1\r\n${head}\r\n`],
    ['an old version', (head: string) => `GET / HTTP/1.0\r\n${head}\r\n`],
    ['a bare line feed', (head: string) => `GET / HTTP/1.1\n${head.replaceAll('\r', '')}\n`],
    ['a wish for a tunnel', () => `CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n`],
    [
      'a size of a chunk that is none',
      (head: string) => `POST /upload HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n0x4\r\nabcd\r\n0\r\n\r\n`,
    ],
  ])('refuses %s', async (_what, text) => {
    const answer = await testbed.raw(text(`Host: ${lease.host}\r\nAuthorization: Bearer ${lease.token}\r\n`))
    expect(answer).not.toMatch(/HTTP\/1\.1 [123]/)
  })

  test('refuses a head that is too large or never ends', async () => {
    const answer = await testbed.raw(`GET / HTTP/1.1\r\nHost: ${lease.host}\r\nX-Large: ${'x'.repeat(40_000)}\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 /)
  })

  test(`still serves its visitors after ${turns} malformed requests`, async () => {
    const seed = Number(process.env.SEED ?? 20_261_121)
    console.log(`seed ${seed}`)
    const random = randomFrom(seed)
    const head = `Host: ${lease.host}\r\nAuthorization: Bearer ${lease.token}\r\n`
    const key = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    const recorded = [
      `GET /hello HTTP/1.1\r\n${head}Cookie: a=1\r\n\r\nGET /again HTTP/1.1\r\n${head}\r\n`,
      `POST /upload HTTP/1.1\r\n${head}Content-Length: 11\r\n\r\nhello world`,
      `POST /upload HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
      `GET /socket HTTP/1.1\r\n${head}${key}\r\n\x81\x85\x01\x02\x03\x04\x69\x67\x6f\x68\x6e`,
      `POST /.infinitio/enter HTTP/1.1\r\nHost: ${lease.host}\r\nOrigin: http://localhost:3999\r\nContent-Length: 12\r\n\r\ntoken=abcdef`,
    ].map((text) => Buffer.from(text, 'latin1'))
    const before = process.memoryUsage().rss
    let left = turns
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (left > 0) {
          left -= 1
          await said(mutateBytes(recorded[left % recorded.length] as Buffer, random))
        }
      }),
    )
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024)
    // The attack has opened many incomplete requests. After some seconds the gateway drops them, and this request succeeds again.
    await until(async () => (await testbed.ask(lease.host, '/', { headers: session })).status === 200)
  }, 300_000)

  test.each([
    ['a status below all', 'HTTP/1.1 042 Odd\r\nContent-Length: 0\r\n\r\n'],
    ['a status above all', 'HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n'],
    ['a switch that nobody asked for', 'HTTP/1.1 101 Go\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    ['a line in a header', 'HTTP/1.1 200 OK\r\nX-A: a\rX-B: b\r\nContent-Length: 0\r\n\r\n'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
    ['nothing', ''],
  ])('refuses in its own words a workload that answers %s', async (_what, bytes) => {
    expect(await answered(bytes)).toMatchObject({ status: 502, text: expect.stringContaining('node.port_closed') })
  })

  test("refuses a workload's head that is too large", async () => {
    expect((await testbed.ask(lease.host, '/raw-long', { headers: session })).status).toBe(502)
  })

  test('passes on no malformed header of a workload, and survives other malformed answers', async () => {
    const odd = await answered('HTTP/1.1 200 \x01\x7fOdd\r\nContent-Length: 2\r\n\r\nok')
    expect([odd.status, odd.text]).toEqual([200, 'ok'])
    const random = randomFrom(20_261_121)
    const good = Buffer.from(
      'HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Domain=x\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    )
    for (let turn = 0; turn < 60; turn += 1) await answered(mutateBytes(good, random).toString('latin1')).catch(() => {})
    expect((await testbed.ask(lease.host, '/', { headers: session })).status).toBe(200)
  })

  test('refuses an address that guesses tokens, but not a valid token from it', async () => {
    const guess = () => testbed.ask(lease.host, '/', { headers: { authorization: `Bearer ipt_${'x'.repeat(43)}` } })
    const answers: number[] = []
    for (let count = 0; count < 24; count += 1) answers.push((await guess()).status)
    expect(answers.at(-1)).toBe(429)
    expect((await testbed.ask(lease.host, '/', { headers: lease.bearer })).status).toBe(200)
    expect((await testbed.ask(lease.host, '/', { headers: session })).status).toBe(200)
  })

  test('uses only TLS with a certificate, and then marks its cookie as secure', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'infinitio-ports-'))
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const certificate = { certFile: path.join(folder, 'crt'), keyFile: path.join(folder, 'key') }
    writeFileSync(certificate.certFile, selfSignedCertificate(key))
    writeFileSync(certificate.keyFile, key)
    const door = await openPortsDoor({
      ...{ host: '127.0.0.1', port: 0, portsUrl: 'https://ports.example', publicUrl: 'https://market.test', certificate, secret: 'x' },
      connections: new LeaseConnections({ mostPerLease: 1 }),
      shared: { leases: { onOver: () => {} }, logger: createLogger({ room: 'gateway' }), db: { query: async () => [] } } as never,
    })
    try {
      const answer = await new Promise<number>((resolve, reject) => {
        const host = `80-${lease.label}.ports.example`
        https
          .get({ host: '127.0.0.1', port: door.port, headers: { host }, rejectUnauthorized: false, agent: false }, (response) =>
            resolve(response.statusCode ?? 0),
          )
          .once('error', reject)
      })
      expect(answer).toBe(404)
      await expect(
        new Promise((_resolve, reject) => tls.connect({ port: door.port, rejectUnauthorized: false, maxVersion: 'TLSv1.1' }).once('error', reject)),
      ).rejects.toThrow()
    } finally {
      door.close()
      rmSync(folder, { recursive: true })
    }
  })

  /** Returns the answer that a visitor gets if the workload sends these bytes and closes the connection. */
  function answered(bytes: string) {
    return testbed.ask(lease.host, `/raw?bytes=${Buffer.from(bytes, 'latin1').toString('base64url')}`, { headers: session })
  }

  /** Sends bytes to the server, and waits until the connection closes or is silent for 200 ms. */
  function said(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => {
      const socket = net.connect(testbed.address())
      socket.on('error', () => {})
      socket.on('data', () => {})
      socket.setTimeout(200, () => socket.destroy())
      socket.once('close', () => resolve())
      socket.end(bytes)
    })
  }
})
