import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import http from 'node:http'
import { text } from 'node:stream/consumers'
import { address, assetUnits } from '@infinitio/domain'
import { termsBytes } from '@infinitio/services'
import { dialTunnel } from '@infinitio/tunnel'
import { bytesToHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'

const service = `0x${'5'.repeat(40)}`
const host = `${service}.svc.localhost`

describe('a hostile service behind the gateway', () => {
  let bed: Awaited<ReturnType<typeof startTestbed>>
  let respond: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  const server = createServer((request, response) => respond(request, response))
  let close = () => {}

  beforeAll(async () => {
    bed = await startTestbed()
    const responder = privateKeyToAccount(generatePrivateKey())
    const prices = {
      inputPrice: assetUnits(1n),
      cachedPrice: assetUnits(1n),
      outputPrice: assetUnits(1n),
      step: assetUnits(1n),
      leastDeposit: assetUnits(0n),
    }
    const facts = { version: 1, kind: 'chat', asset: 'PToken', model: 'm', url: 'http://x.example/v1', contact: '' } as const
    const terms = termsBytes({ ...facts, ...prices, responseKey: address(responder.address.toLowerCase()) })
    await bed.market.service({ service, terms: bytesToHex(terms) })
    const silent = () => {}
    const tunnel = dialTunnel({
      ...{ host: '127.0.0.1', port: bed.gateway.tunnelPort, gatewayKey: bed.gateway.hostKey, onWrongKey: silent, onDraining: silent },
      ...{ logger: { debug: silent, info: silent, warn: silent, error: silent } },
      party: { kind: 'service', id: service },
      signText: (message) => responder.signMessage({ message }),
      serveStream: (_carrier, _path, _headers, open) => void server.emit('connection', open()),
    })
    close = () => tunnel.close()
    await until(() => tunnel.isUp())
  })
  afterAll(async () => {
    close()
    server.closeAllConnections()
    await bed.close()
  })

  function ask(
    headers: http.OutgoingHttpHeaders = {},
    body = '{}',
    path = '/v1/chat/completions?a=1',
  ): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: bed.gateway.portsPort, method: 'POST', path }
      const request = http.request({ ...options, headers: { host, ...headers } }, (answer) => {
        text(answer).then((all) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: all }), reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  }

  it('passes no cookie, no location and no header that a browser obeys', async () => {
    respond = (_request, response) => {
      response.writeHead(200, [
        ...[
          'Content-Type',
          'application/json; charset=utf-8',
          'Set-Cookie',
          'a=b; Domain=localhost',
          'Set-Cookie',
          'c=d',
          'Location',
          'https://x.example',
        ],
        ...[
          'Clear-Site-Data',
          '"*"',
          'Access-Control-Allow-Credentials',
          'true',
          'Content-Security-Policy',
          'default-src *',
          'Cache-Control',
          'public',
        ],
        ...['Refresh', '0;url=https://x.example', 'Service-Worker-Allowed', '/', 'Infinitio-Receipt', 'abc', 'Alt-Svc', 'h3=":443"'],
      ])
      response.end('{}')
    }
    const { status, headers, body } = await ask()
    expect([status, body, headers['infinitio-receipt'], headers['content-type']]).toEqual([200, '{}', 'abc', 'application/json'])
    for (const name of [
      'set-cookie',
      'location',
      'clear-site-data',
      'access-control-allow-credentials',
      'refresh',
      'service-worker-allowed',
      'alt-svc',
    ])
      expect(headers[name]).toBeUndefined()
    expect(headers['content-security-policy']).toContain('sandbox')
    expect(headers['cache-control']).toBe('no-store, no-transform')
  })

  it.each([
    ['HTML', { 'content-type': 'text/html' }],
    ['SVG', { 'content-type': 'image/svg+xml' }],
    ['a script', { 'content-type': 'application/javascript' }],
    ['no type', {}],
    ['bytes that no cache sells', { 'content-type': 'application/octet-stream' }],
    ['two types', { 'content-type': 'application/json, text/html' }],
    ['compressed bytes', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('stops %s', async (_name, headers) => {
    respond = (_request, response) => {
      response.writeHead(200, headers)
      response.end('<script>alert(1)</script>')
    }
    const { status, headers: seen, body } = await ask()
    expect([status, seen['content-type'], JSON.parse(body).error.code]).toEqual([502, 'application/json', 'serving.upstream_failed'])
  })

  it('passes bytes that a cache sells, as a download that no browser shows', async () => {
    const sent = { 'content-type': 'application/octet-stream', 'content-range': 'bytes 0-3/9', 'content-disposition': 'inline', 'set-cookie': 'a=b' }
    respond = (_request, response) => response.writeHead(200, sent).end('<b>')
    const { status, headers, body } = await ask({}, '{}', '/v1/parts')
    expect([status, body, headers['content-type'], headers['content-range']]).toEqual([200, '<b>', 'application/octet-stream', 'bytes 0-3/9'])
    expect([headers['content-disposition'], headers['x-content-type-options'], headers['set-cookie']]).toEqual(['attachment', 'nosniff', undefined])
    respond = (_request, response) => response.writeHead(200, { ...sent, 'content-type': 'text/html' }).end('<b>')
    expect((await ask({}, '{}', '/v1/parts')).status).toBe(502)
  })

  it('gives the service no cookie, address, API key or query of the client', async () => {
    let seen: IncomingMessage['headers'] = {}
    let url = ''
    respond = (request, response) => {
      seen = request.headers
      url = request.url ?? ''
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    }
    await ask({
      cookie: 'session=1',
      authorization: 'Bearer x',
      'x-forwarded-for': '1.2.3.4',
      forwarded: 'for=1.2.3.4',
      'infinitio-voucher': 'v',
      origin: 'https://a.example',
    })
    expect(url).toBe('/v1/chat/completions')
    expect(seen['infinitio-voucher']).toBe('v')
    for (const name of ['cookie', 'authorization', 'x-forwarded-for', 'forwarded', 'origin']) expect(seen[name]).toBeUndefined()
  })

  it('shows a broken answer as broken', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: {}\n\n')
      setImmediate(() => response.destroy())
    }
    await expect(ask()).rejects.toThrow()
  })

  it('refuses a connection that closes without an answer', async () => {
    respond = (_request, response) => void response.destroy()
    expect(JSON.parse((await ask()).body).error.code).toBe('serving.upstream_failed')
  })

  it('refuses a request with two lengths', async () => {
    respond = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    await expect(ask({ 'transfer-encoding': 'chunked', 'content-length': '2' })).resolves.toMatchObject({ status: 400 })
  })

  it('limits the requests of one client and answers 429', async () => {
    const waiting: ServerResponse[] = []
    respond = (_request, response) => void waiting.push(response)
    const asked = Array.from({ length: 64 }, () => ask().catch(() => null))
    await until(() => waiting.length === 64)
    expect((await ask()).status).toBe(429)
    for (const response of waiting) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    expect((await Promise.all(asked)).every((answer) => answer?.status === 200)).toBe(true)
  })

  it('goes on with an answer while somebody asks for more services than the gateway has places', async () => {
    const waiting: ServerResponse[] = []
    respond = (_request, response) => void waiting.push(response)
    const asked = ask()
    await until(() => waiting.length === 1)
    for (let number = 0; number <= 1_000; number += 1) {
      const unknown = `0x${number.toString(16).padStart(40, '7')}.svc.localhost`
      expect((await ask({ host: unknown })).status).toBe(503)
    }
    waiting[0]?.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    expect((await asked).status).toBe(200)
  })

  it('gives a client that sends bodies slowly only a part of the places of a service', async () => {
    const waiting: ServerResponse[] = []
    respond = (_request, response) => void waiting.push(response)
    const slow = Array.from({ length: 16 }, () => {
      const options = { host: '127.0.0.1', port: bed.gateway.portsPort, method: 'POST', path: '/v1/chat/completions' }
      const request = http.request({ ...options, headers: { host, 'content-length': 10 } })
      request.on('error', () => {})
      request.write('{')
      return request
    })
    await until(() => waiting.length === 16)
    expect((await ask()).status).toBe(429)
    slow[0]?.end(' '.repeat(9))
    respond = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    await until(async () => (await ask()).status === 200)
    for (const request of slow) request.destroy()
  })
})
