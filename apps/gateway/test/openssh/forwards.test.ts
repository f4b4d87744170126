import { randomBytes } from 'node:crypto'
import net from 'node:net'
import path from 'node:path'
import { hasOpenSsh } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startTestbed } from '../startTestbed.ts'
import { until } from '../until.ts'
import { echoService, opensshLease, type Started, toolsForLeases } from './opensshLease.ts'
import { connectBySocks, exchange, freePort } from './socks.ts'

const isLong = process.env.TEST_LONG === '1'

const byRoot = process.getuid?.() === 0

describe.skipIf(!hasOpenSsh || process.platform !== 'linux')('forwards with OpenSSH through the gateway', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  let lease: Awaited<ReturnType<typeof opensshLease>>
  let node: string
  beforeAll(async () => {
    testbed = await startTestbed()
    lease = await opensshLease(testbed, 1)
    node = toolsForLeases(testbed, { missing: 'not needed' }).node
  })
  afterAll(() => testbed.close())

  test('-L reaches a service of the lease, many at once, with separate half-closes and bytes in order', async () => {
    const { port } = await service("0,'127.0.0.1'")
    const local = await freePort()
    await forward(['-L', `${local}:localhost:${port}`], local)
    const sent = Array.from({ length: 12 }, () => randomBytes(700_000))
    const back = await Promise.all(sent.map((bytes) => exchange(connect(local), bytes)))
    expect(back.map((bytes, index) => bytes.equals(sent[index] as Buffer))).toEqual(sent.map(() => true))
  })

  test.each([['::'], ['::1'], ['0.0.0.0'], ['127.0.0.7']])('-L reaches a service of the lease that listens on %s', async (address) => {
    const { port } = await service(`0,'${address}'`)
    const local = await freePort()
    await forward(['-L', `${local}:127.0.0.1:${port}`], local)
    expect(String(await exchange(connect(local), 'hello'))).toBe('hello')
  })

  test.skipIf(!byRoot)("-L and -D reach only this lease's services, none of the machine or another lease", async () => {
    const outsider = net.createServer((socket) => socket.end('a service of the machine')).listen(0, '127.0.0.1')
    onTestFinished(() => void outsider.close())
    await new Promise((resolve) => outsider.once('listening', resolve))
    const foreign = (outsider.address() as net.AddressInfo).port
    const neighbour = await service("0,'127.0.0.1'", await opensshLease(testbed, 2))
    const proxyPort = await freePort()
    await forward(['-D', String(proxyPort)], proxyPort)
    for (const host of ['127.0.0.1', 'localhost', '::1']) {
      await expect(connectBySocks({ proxyPort, host, port: foreign })).rejects.toThrow()
      await expect(connectBySocks({ proxyPort, host, port: neighbour.port })).rejects.toThrow()
    }
    for (const host of ['169.254.169.254', '10.0.0.1', '127.0.0.1.nip.io', 'lease-2', '0.0.0.0', '::ffff:127.0.0.1'])
      await expect(connectBySocks({ proxyPort, host, port: 80 })).rejects.toThrow()
    expect((await lease.ssh(['-W', `127.0.0.1:${foreign}`, lease.host])).stderr).toContain('open failed')
  })

  test('-D reaches services of the lease by any name of its loopback', async () => {
    const { port } = await service("0,'127.0.0.1'")
    const proxyPort = await freePort()
    await forward(['-D', String(proxyPort)], proxyPort)
    for (const host of ['localhost', '127.0.0.1']) expect(String(await exchange(await connectBySocks({ proxyPort, host, port }), host))).toBe(host)
  })

  test("-R lets the lease reach the renter's service, at the requested port or at one it gets", async () => {
    const renters = net.createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(0, '127.0.0.1')
    onTestFinished(() => void renters.close())
    await new Promise((resolve) => renters.once('listening', resolve))
    const { port } = renters.address() as net.AddressInfo
    const asked = await freePort()
    const session = lease.start(['-R', `${asked}:127.0.0.1:${port}`, '-R', `0.0.0.0:0:127.0.0.1:${port}`, lease.host, 'echo ready; cat > /dev/null'])
    onTestFinished(() => session.stop())
    await session.shows(/ready/)
    const drawn = Number((await session.says(/Allocated port (\d+) for remote forward/))[1])
    for (const at of [asked, drawn]) {
      expect((await lease.exec(talk(`{port:${at},host:'127.0.0.1'}`), 'to the renter')).stdout).toBe('to the renter')
      // The service listens only on loopback: no socket of the lease listens on 0.0.0.0, whatever address was requested.
      expect(await lease.exec(`grep -c ' 00000000:${at.toString(16).toUpperCase().padStart(4, '0')} ' /proc/net/tcp`)).toMatchObject({
        stdout: '0\n',
      })
    }
    await session.stop()
    await until(async () => (await lease.exec(talk(`{port:${asked},host:'127.0.0.1'}`))).code !== 0)
  })

  test.skipIf(!byRoot)("-R uses no port that the lease's user could not use itself", async () => {
    const outsider = net.createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void outsider.close())
    await new Promise((resolve) => outsider.once('listening', resolve))
    const taken = (outsider.address() as net.AddressInfo).port
    const run = await lease.ssh(['-o', 'ExitOnForwardFailure=yes', '-N', '-R', `${taken}:127.0.0.1:1`, lease.host])
    expect(run.code).toBe(255)
    expect(run.stderr).toContain('remote port forwarding failed')
  })

  test('forwards socket files of the lease both ways, and no other socket of the machine', async () => {
    await service("process.env.HOME+'/own.sock'")
    const local = path.join(lease.work, 'local.sock')
    const foreign = path.join(lease.work, 'foreign.sock')
    const outsider = net.createServer((socket) => socket.end('a service of the machine')).listen(foreign)
    onTestFinished(() => void outsider.close())
    const renters = net.createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket)).listen(path.join(lease.work, 'mine.sock'))
    onTestFinished(() => void renters.close())
    const toForeign = path.join(lease.work, 'to-foreign.sock')
    const forwards = ['-L', `${local}:${lease.home}/own.sock`, '-L', `${toForeign}:${foreign}`]
    const session = lease.start([...forwards, '-R', `${lease.home}/back.sock:${lease.work}/mine.sock`, lease.host, 'echo ready; cat > /dev/null'])
    onTestFinished(() => session.stop())
    await session.shows(/ready/)
    expect(String(await exchange(connect(local), 'by path'))).toBe('by path')
    expect((await lease.exec(talk(`process.env.HOME+'/back.sock'`), 'back by path')).stdout).toBe('back by path')
    const refused = await exchange(connect(toForeign), '').catch(() => Buffer.alloc(0))
    expect(String(refused)).toBe('')
  })

  test.skipIf(!isLong)('shares one connection between many sessions and forwards, which are added and cancelled while it runs', async () => {
    const control = path.join(lease.work, 'control')
    const master = lease.start(['-M', '-S', control, lease.host, 'echo ready; cat > /dev/null'])
    onTestFinished(() => master.stop())
    await master.shows(/ready/)
    const { port } = await service("0,'127.0.0.1'")
    const local = await freePort()
    const share = ['-S', control]
    const runs = await Promise.all(Array.from({ length: 20 }, (_, index) => lease.ssh([...share, lease.host, `echo ${index}; exit ${index}`])))
    expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual(runs.map((_, index) => [index, `${index}\n`]))
    const open = await testbed.market.rows("select 1 from connections where lease_id = 1 and kind = 'ssh' and closed_at is null")
    expect(open.length).toBeLessThanOrEqual(2)
    expect((await lease.ssh([...share, '-O', 'forward', '-L', `${local}:127.0.0.1:${port}`, lease.host])).code).toBe(0)
    expect(String(await exchange(connect(local), 'shared'))).toBe('shared')
    expect((await lease.ssh([...share, '-O', 'cancel', '-L', `${local}:127.0.0.1:${port}`, lease.host])).code).toBe(0)
    const asked = await freePort()
    const outward = `${asked}:127.0.0.1:${port}`
    expect((await lease.ssh([...share, '-O', 'forward', '-R', outward, lease.host])).code).toBe(0)
    expect((await lease.ssh([...share, '-O', 'cancel', '-R', outward, lease.host])).code).toBe(0)
    await until(async () => (await lease.exec(talk(`{port:${asked},host:'127.0.0.1'}`))).code !== 0)
  })

  test.skipIf(!isLong)('allows a client 64 channels, refuses the next, and keeps its connection', async () => {
    const { port } = await service("0,'127.0.0.1'")
    const local = await freePort()
    const session = await forward(['-L', `${local}:127.0.0.1:${port}`], local)
    const sockets = await Promise.all(
      Array.from(
        { length: 70 },
        () =>
          new Promise<boolean>((resolve) => {
            const socket = connect(local)
            onTestFinished(() => void socket.destroy())
            socket.once('data', () => resolve(true))
            socket.on('error', () => {})
            socket.once('close', () => resolve(false))
            socket.write('x')
          }),
      ),
    )
    // A connection may have 64 channels. One of them is the session that keeps the connection open, so 63 remain.
    expect(sockets.filter(Boolean)).toHaveLength(63)
    expect(session.child.exitCode).toBeNull()
  })

  /** Starts an echo service in a lease until the end of the test. */
  async function service(where: string, tenant = lease): Promise<{ port: number }> {
    const started = tenant.start(['-tt', tenant.host, `${node} ${echoService(where)}`])
    onTestFinished(() => started.stop())
    return { port: Number((await started.shows(/at (\S+) \./))[1]) }
  }

  /** Starts a client with forwards and waits until its local port accepts connections. */
  async function forward(args: readonly string[], local: number): Promise<Started> {
    const session = lease.start([...args, lease.host, 'echo ready; cat > /dev/null'])
    onTestFinished(() => session.stop())
    await session.shows(/ready/)
    expect(local).toBeGreaterThan(0)
    return session
  }

  /** Returns a shell command for use in the lease. It sends its input to a service and prints the answer. */
  function talk(to: string): string {
    return `${node} -e "const s=require('net').connect(${to.replaceAll('"', '\\"')});s.on('error',()=>process.exit(1));process.stdin.pipe(s).pipe(process.stdout)"`
  }
})

function connect(to: number | string): net.Socket {
  return typeof to === 'number' ? net.connect({ port: to, host: '127.0.0.1', allowHalfOpen: true }) : net.connect({ path: to, allowHalfOpen: true })
}
