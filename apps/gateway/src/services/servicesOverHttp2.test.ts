import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import http2, { type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2'
import https from 'node:https'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import tls from 'node:tls'
import { selfSignedCertificate } from '@infinitio/process'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ServiceTunnels } from '../tunnel/serviceTunnels.ts'
import { openServicesDoor, type ServicesDoor } from './servicesDoor.ts'
import { protocolFor, type ServicesOverHttp2, servicesOverHttp2 } from './servicesOverHttp2.ts'

const service = `0x${'a'.repeat(40)}`
const name = `${service}.svc.example`
const json = { 'content-type': 'application/json' }
const events = { 'content-type': 'text/event-stream' }

describe('the door of AI services over HTTP/2', () => {
  let model: http.Server
  let server: https.Server
  let door: ServicesDoor
  let overHttp2: ServicesOverHttp2
  let connections: number
  let aborted: number
  const held = new Set<ServerResponse>()
  const asked: IncomingMessage[] = []

  beforeAll(async () => {
    // The service at the other end of the tunnel.
    model = http.createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
    await listen(model)
    const tunnels = {
      isUp: () => true,
      connect: async () => net.connect((model.address() as AddressInfo).port, '127.0.0.1'),
    } as unknown as ServiceTunnels
    door = openServicesDoor({ servicesUrl: 'https://svc.example', tunnels })
    const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
    const settings = {
      key,
      cert: selfSignedCertificate(key),
      ALPNCallback: (asking: { servername: string; protocols: string[] }) => protocolFor(door, asking),
    }
    server = https.createServer(settings, (request, response) => void response.end(`port of ${request.headers.host}`))
    server.on('connection', () => {
      connections += 1
    })
    overHttp2 = servicesOverHttp2(server, door)
    await listen(server)
  })
  beforeEach(() => {
    ;[connections, aborted] = [0, 0]
    asked.length = 0
    held.clear()
  })
  afterAll(() => {
    door.close()
    overHttp2.close()
    server.close()
    model.closeAllConnections()
    model.close()
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    asked.push(request)
    // The gateway reuses a stream of a tunnel for the next request. In this test, `connect` returns a plain socket instead, which must not be reused.
    response.setHeader('connection', 'close')
    const body = await text(request)
    if (request.url === '/v1/vouchers') return void response.writeHead(200, json).end(JSON.stringify({ raised: body }))
    response.once('close', () => {
      if (!response.writableFinished) aborted += 1
    })
    response.writeHead(200, events).write('data: word0\n\n')
    held.add(response)
  }

  it('passes a raised limit while sixteen answers run, on one connection', async () => {
    const session = await connect()
    const running = await Promise.all(Array.from({ length: 16 }, () => ask(session, { path: '/v1/chat/completions', body: '{}' })))
    expect(running.map(({ headers }) => headers[':status'])).toEqual(Array(16).fill(200))
    const raised = await ask(session, { path: '/v1/vouchers', body: 'a voucher' })
    expect(JSON.parse(await raised.text())).toEqual({ raised: 'a voucher' })
    for (const response of held) response.end('data: [DONE]\n\n')
    const texts = await Promise.all(running.map((one) => one.text()))
    expect(texts).toEqual(Array(16).fill('data: word0\n\ndata: [DONE]\n\n'))
    expect(connections).toBe(1)
    // The service gets the host name that the client called, but not the client's cookie.
    expect(asked.every(({ headers }) => headers.host === name && headers.cookie === undefined)).toBe(true)
    session.close()
  })

  it('cuts the stream of an answer that breaks off, so that it is never taken as complete', async () => {
    const session = await connect()
    const { stream, text: rest } = await ask(session, { path: '/v1/chat/completions', body: '{}' })
    const ended = rest()
    for (const response of held) response.destroy()
    await expect(ended).rejects.toThrow()
    expect(stream.rstCode).toBe(http2.constants.NGHTTP2_INTERNAL_ERROR)
    session.close()
  })

  it('aborts the service when the client cancels one stream, and lets the others run', async () => {
    const session = await connect()
    const [first, second] = await Promise.all([1, 2].map(() => ask(session, { path: '/v1/chat/completions', body: '{}' })))
    first?.stream.close(http2.constants.NGHTTP2_CANCEL)
    await expect.poll(() => aborted).toBe(1)
    for (const response of held) if (!response.destroyed) response.end()
    expect(await second?.text()).toBe('data: word0\n\n')
    session.close()
  })

  it('refuses paths that no service has, and a body above the limit', async () => {
    const session = await connect()
    const unknown = await ask(session, { path: '/metrics' })
    expect([unknown.headers[':status'], JSON.parse(await unknown.text()).error.code]).toEqual([404, 'serving.path_unknown'])
    const large = await ask(session, { path: '/v1/chat/completions', body: 'x'.repeat(5 * 1_048_576) }).catch((error: Error) => error)
    expect(large instanceof Error || Number(large.headers[':status']) === 413).toBe(true)
    session.close()
  })

  it.each(['3000-label.ports.example', 'market.example', `${name}.evil.example`, 'svc.example'])(
    'answers 421 for %s on a connection of a service, so that a browser opens another one',
    async (authority) => {
      const session = await connect()
      expect((await ask(session, { path: '/v1/models', authority })).headers[':status']).toBe(421)
      expect((await ask(session, { path: '/v1/models', headers: { host: authority } })).headers[':status']).toBe(421)
      expect(asked).toEqual([])
      session.close()
    },
  )

  it('speaks HTTP/1.1 under all other names, and for clients without HTTP/2', async () => {
    const { port } = server.address() as AddressInfo
    const protocolOf = async (servername: string, ALPNProtocols: string[]) => {
      const socket = tls.connect({ port, host: '127.0.0.1', servername, ALPNProtocols, rejectUnauthorized: false })
      try {
        await once(socket, 'secureConnect')
        return socket.alpnProtocol
      } finally {
        socket.destroy()
      }
    }
    expect(await protocolOf('3000-label.ports.example', ['h2', 'http/1.1'])).toBe('http/1.1')
    expect(await protocolOf('', ['h2', 'http/1.1'])).toBe('http/1.1')
    expect(await protocolOf(name, ['http/1.1'])).toBe('http/1.1')
    expect(await protocolOf(name, ['h2', 'http/1.1'])).toBe('h2')
    await expect(protocolOf('3000-label.ports.example', ['h2'])).rejects.toThrow()
    const request = https.request({
      port,
      host: '127.0.0.1',
      servername: 'ports.example',
      headers: { host: 'ports.example' },
      rejectUnauthorized: false,
    })
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    expect(await text(response)).toBe('port of ports.example')
  })

  async function connect(): Promise<ClientHttp2Session> {
    const { port } = server.address() as AddressInfo
    const session = http2.connect(`https://${name}`, {
      createConnection: () => tls.connect({ port, host: '127.0.0.1', servername: name, ALPNProtocols: ['h2'], rejectUnauthorized: false }),
    })
    session.on('error', () => {})
    await once(session, 'connect')
    return session
  }
})

type Asked = { readonly path: string; readonly body?: string; readonly authority?: string; readonly headers?: Readonly<Record<string, string>> }

async function ask(session: ClientHttp2Session, { path, body, authority = name, headers = {} }: Asked) {
  const method = body === undefined ? 'GET' : 'POST'
  const stream = session.request({ ':path': path, ':method': method, ':authority': authority, ...json, cookie: 'a=b', ...headers })
  stream.on('error', () => {})
  stream.end(body)
  const [found] = (await once(stream, 'response')) as [IncomingHttpHeaders]
  return { headers: found, stream, text: () => text(stream) }
}

function listen(server: net.Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
}
