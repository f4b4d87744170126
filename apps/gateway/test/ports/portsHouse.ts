import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, mkdirSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import http from 'node:http'
import net from 'node:net'
import path from 'node:path'
import { WebSocket } from 'ws'
import { toolsForLeases } from '../openssh/opensshLease.ts'
import { publicUrl, startHouse } from '../startHouse.ts'
import { until } from '../until.ts'

type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer | string }
/** An answer, read to its end. */
export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer; text: string }

const block = Buffer.alloc(64 * 1024, 'infinitio')

/** A test's gateway whose leases can run a web server (`leaseServer.js`), with browsers and programs that come to it. */
export async function portsHouse() {
  const house = await startHouse()
  const { node } = toolsForLeases(house, { missing: 'not needed' })
  const folder = path.dirname(node)
  const program = path.join(folder, 'leaseServer.mjs')
  copyFileSync(path.join(import.meta.dirname, 'leaseServer.js'), program)
  mkdirSync(path.join(folder, 'ws'))
  cpSync(path.dirname(realpathSync(createRequire(import.meta.url).resolve('ws'))), path.join(folder, 'ws'), { recursive: true })
  chmodSync(program, 0o644)
  const { gateway, market } = house

  /** A lease with a server on a port that its workload names, and a host name. `account` of the tokens is its holder's unless told. */
  async function served({ leaseId, tunnelPort = gateway.tunnelPort }: { leaseId: number; tunnelPort?: number }) {
    const port = await freePort()
    const label = newLabel()
    const { machine } = await house.rented({ leaseId, tunnelPort, ports: [port, 9], startScript: `exec ${node} ${program} ${port}` })
    await market.endpoint({ leaseId, label })
    const host = `${port}-${label}.ports.localhost`
    const lease = { leaseId, port, label, host, machine }
    const token = await programToken(label)
    await until(async () => (await ask(host, '/', { headers: { authorization: `Bearer ${token}` } })).status === 200)
    return { ...lease, token, bearer: { authorization: `Bearer ${token}` }, cookie: () => signedIn(lease) }
  }

  async function programToken(label: string): Promise<string> {
    const token = `ipt_${randomBytes(32).toString('base64url')}`
    await market.portToken({ tokenHash: hashOf(token), label, kind: 'program', port: null, expiresAt: null })
    return token
  }

  async function pageToken(of: { label: string; port: number }, { owner, seconds = 60 }: { owner?: string; seconds?: number } = {}): Promise<string> {
    const token = randomBytes(24).toString('base64url')
    const expiresAt = new Date(Date.now() + seconds * 1_000)
    await market.portToken({
      tokenHash: hashOf(token),
      label: of.label,
      kind: 'page',
      port: of.port,
      expiresAt,
      ...(owner === undefined ? {} : { owner }),
    })
    return token
  }

  function enter(host: string, token: string, origin = publicUrl): Promise<Answer> {
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
    return ask(host, '/.infinitio/enter', { method: 'POST', headers, body: `token=${token}` })
  }

  /** The cookie header of a browser that has opened a port from the page of its lease. */
  async function signedIn(of: { label: string; port: number; host: string }): Promise<{ cookie: string }> {
    const { headers } = await enter(of.host, await pageToken(of))
    return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
  }

  function ask(host: string, target: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = http.request({ ...address(), path: target, method, headers: { host, ...headers }, agent: false }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.once('error', reject)
        answer.once('end', () => {
          const whole = Buffer.concat(parts)
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: whole, text: whole.toString() })
        })
      })
      request.once('error', reject)
      request.end(body)
    })
  }

  /** Writes bytes to the door as they are and reads until it hangs up. */
  function raw(bytes: string | Buffer): Promise<string> {
    return new Promise((resolve) => {
      const socket = net.connect({ ...address() })
      let text = ''
      socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
      socket.on('error', () => {})
      socket.once('close', () => resolve(text))
      socket.end(bytes)
    })
  }

  function socketTo(host: string, headers: Record<string, string>) {
    const socket = new WebSocket(`ws://127.0.0.1:${gateway.portsPort}/socket`, { headers: { host, ...headers } })
    const messages: Buffer[] = []
    const seen = { status: 0, code: 0 }
    socket.on('message', (data) => messages.push(data as Buffer))
    socket.on('unexpected-response', (_request, response) => (seen.status = response.statusCode ?? 0))
    socket.on('close', (code) => (seen.code = code))
    socket.on('error', () => {})
    return { socket, messages, seen }
  }

  const address = () => ({ host: '127.0.0.1', port: gateway.portsPort })
  return { ...house, served, programToken, pageToken, enter, ask, raw, socketTo, address }
}

/** What the lease's server answers to `/bytes`. */
export function expectedBytes(count: number): Buffer {
  return Buffer.alloc(count, block)
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function newLabel(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  return [...randomBytes(20)].map((byte) => letters[byte % 32]).join('')
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}
