import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, copyFileSync, cpSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import net from 'node:net'
import path from 'node:path'
import { toolsForLeases } from '../openssh/opensshLease.ts'
import { type Answer, portClients } from './portClients.ts'
import { publicUrl, startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'

const block = Buffer.alloc(64 * 1024, 'infinitio')

/** Starts a gateway for a test, with leases that can run a web server (`leaseServer.js`), and with browsers and programs as clients. */
export async function portsTestbed() {
  const testbed = await startTestbed()
  const serve = leaseServer(testbed)
  const machine = await testbed.listed({ tunnelPorts: [testbed.gateway.tunnelPort] })
  const { gateway, market } = testbed
  const { ask, raw, breakOff, socketTo, address } = portClients(gateway.portsPort)

  /**
   * Creates a lease with a host name, in which a server runs on a port. Waits until the gateway serves the port. Returns the lease with a program token, and
   * with a function that signs a browser in.
   */
  async function served({ leaseId, tunnelPorts }: { leaseId: number; tunnelPorts?: number[] }) {
    const port = await freePort()
    const label = newLabel()
    const on = tunnelPorts === undefined ? machine : await testbed.listed({ tunnelPorts })
    await testbed.rented({ leaseId, on, ports: [port, 9], startScript: serve(port) })
    await market.endpoint({ leaseId, label })
    const host = `${port}-${label}.ports.localhost`
    const lease = { leaseId, port, label, host }
    const token = await programToken(label)
    await until(async () => (await ask(host, '/', { headers: { authorization: `Bearer ${token}` } })).status === 200)
    return { ...lease, token, bearer: { authorization: `Bearer ${token}` }, cookie: () => signedIn(lease) }
  }

  async function programToken(label: string): Promise<string> {
    const token = `ipt_${randomBytes(32).toString('base64url')}`
    await market.portToken({ tokenHash: hashOf(token), label, kind: 'program', port: null, expiresAt: null })
    return token
  }

  async function pageToken(
    of: { label: string; port: number },
    { owner, session, seconds = 60 }: { owner?: string; session?: string; seconds?: number } = {},
  ): Promise<string> {
    const token = randomBytes(24).toString('base64url')
    const expiresAt = new Date(Date.now() + seconds * 1_000)
    await market.portToken({
      tokenHash: hashOf(token),
      label: of.label,
      kind: 'page',
      port: of.port,
      expiresAt,
      ...(owner === undefined ? {} : { owner }),
      ...(session === undefined ? {} : { session }),
    })
    return token
  }

  function enter(
    host: string,
    token: string,
    { origin = publicUrl, fields = '', headers = {} }: { origin?: string; fields?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const all = { ...headers, origin, 'content-type': 'application/x-www-form-urlencoded' }
    return ask(host, '/.infinitio/enter', { method: 'POST', headers: all, body: `token=${token}${fields}` })
  }

  /** Returns the cookie header of a browser that has opened a port from the page of the port's lease. */
  async function signedIn(of: { label: string; port: number; host: string }): Promise<{ cookie: string }> {
    const { headers } = await enter(of.host, await pageToken(of))
    return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' }
  }

  return { ...testbed, machine, served, pageToken, enter, ask, raw, breakOff, socketTo, address }
}

/** Copies `leaseServer.js` to a folder from which leases can run it. Returns a function that builds the command to start it on a port. */
function leaseServer(testbed: Awaited<ReturnType<typeof startTestbed>>): (port: number) => string {
  const { node } = toolsForLeases(testbed, { missing: 'not needed' })
  const folder = path.dirname(node)
  const program = path.join(folder, 'leaseServer.mjs')
  copyFileSync(path.join(import.meta.dirname, 'leaseServer.js'), program)
  cpSync(path.dirname(realpathSync(createRequire(import.meta.url).resolve('ws'))), path.join(folder, 'ws'), { recursive: true })
  chmodSync(program, 0o644)
  return (port) => `exec ${node} ${program} ${port} ${path.join(folder, 'ws/wrapper.mjs')}`
}

/** Returns the bytes with which the lease's server must answer `/bytes`. */
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
