import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, readFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOpenSsh } from '@infinitio/process/test'
import { startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

describe.skipIf(!hasOpenSsh)('connects by ssh -J through the gateway to the node, with the OpenSSH client', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('runs a command on the leased node and returns its outputs and exit code', async () => {
    const { tenant } = await testbed.rented({ leaseId: 1 })
    const run = await tenant.run([...tenant.target, 'nproc > /dev/null; echo out; echo err >&2; exit 9'])
    expect(run).toEqual({ code: 9, stdout: 'out\n', stderr: 'err\n' })
    await until(
      async () =>
        (await testbed.market.rows("select 1 from connections where lease_id = 1 and kind = 'ssh' and closed_at is not null and bytes_out > 0"))
          .length === 1,
    )
  })

  test("leads the name of a lease to its moved workload, and to that machine's host key", async () => {
    await testbed.rented({ leaseId: 30 })
    const machine = await testbed.listed({ tunnelPorts: [testbed.gateway.tunnelPort] })
    const tenant = testbed.renter({ leaseId: 30, hostKey: machine.facts.hostKey })
    const [sshKeys, endsAt] = [[tenant.publicKey], Math.floor(Date.now() / 1_000) + 3_600]
    await testbed.market.lease({ leaseId: 31, nodeId: machine.nodeId, sshKeys, state: 'active', endsAt, ports: [] })
    await testbed.prepare({ machine, leaseId: 31, sshKeys, startScript: '' })
    await until(() => testbed.tunnelIsUp(machine.nodeId))
    expect((await tenant.run([...tenant.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    await testbed.market.moved({ leaseId: 30, to: 31 })
    expect((await tenant.run([...tenant.target, 'pwd'])).stdout).toMatch(/leases\/31\/home\n$/)
  })

  test('accepts a relayed Ready before it is mined', async () => {
    const { tenant } = await testbed.rented({ leaseId: 2, state: 'booked', ready: true })
    expect((await tenant.run([...tenant.target, 'echo in'])).stdout).toBe('in\n')
  })

  test('admits nobody to a booked lease without Ready', async () => {
    const { tenant } = await testbed.rented({ leaseId: 3, state: 'booked' })
    const run = await tenant.run([...tenant.target, 'true'])
    expect(run.code).toBe(255)
    expect(run.stderr).toContain('Permission denied (publickey)')
  })

  test("refuses an unknown key and another lease's key", async () => {
    const first = await testbed.rented({ leaseId: 4 })
    const second = await testbed.rented({ leaseId: 5 })
    const stranger = testbed.renter({ leaseId: 4, hostKey: first.machine.facts.hostKey })
    expect((await stranger.run([...stranger.target, 'true'])).stderr).toContain('Permission denied (publickey)')
    expect((await second.tenant.run([...first.tenant.target, 'true'])).stderr).toContain('Permission denied (publickey)')
  })

  test('refuses the keys of a former holder', async () => {
    const { tenant } = await testbed.rented({ leaseId: 15 })
    expect((await tenant.run([...tenant.target, 'echo in'])).stdout).toBe('in\n')
    await testbed.market.giveAway(15)
    await until(async () => (await tenant.run([...tenant.target, 'true'])).stderr.includes('Permission denied (publickey)'))
  })

  test('lets the outer hop reach only its own lease', async () => {
    const first = await testbed.rented({ leaseId: 6 })
    await testbed.rented({ leaseId: 7 })
    const jump = ['-p', String(testbed.gateway.sshPort), 'lease-6@127.0.0.1']
    for (const destination of ['lease-7:22', '127.0.0.1:22', 'lease-6:80']) {
      const run = await first.tenant.run(['-W', destination, ...jump])
      expect(run.code).not.toBe(0)
      expect(run.stderr).toContain('open failed')
    }
    expect((await first.tenant.run([...jump, 'true'])).code).not.toBe(0)
  })

  test('ends only the connection whose bytes are not SSH', async () => {
    const { tenant } = await testbed.rented({ leaseId: 13 })
    const noise = Array.from({ length: 12 }, (_, index) => Buffer.concat([Buffer.from(index % 2 === 0 ? 'SSH-2.0-x\r\n' : ''), randomBytes(3_000)]))
    await Promise.all(noise.map((bytes) => sendRaw(testbed.gateway.sshPort, bytes)))
    expect((await tenant.run([...tenant.target, 'echo alive'])).stdout).toBe('alive\n')
  })

  test('notifies and closes the session when the lease is over, ends its processes and wipes its directory', async () => {
    const { tenant, machine } = await testbed.rented({ leaseId: 8 })
    const session = spawn('ssh', [...tenant.options, '-tt', ...tenant.target, 'echo started; sleep 1000'], { stdio: 'pipe' })
    let text = ''
    session.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
    const exited = new Promise<void>((resolve) => session.once('exit', () => resolve()))
    await until(() => text.includes('started'))
    await testbed.market.setState(8, 'closed')
    await machine.order({ kind: 'remove', leaseId: '8' })
    await exited
    expect(text).toContain('This lease has ended')
    await expect(access(path.join(machine.dataDir, 'leases', '8'))).rejects.toThrow('ENOENT')
    expect((await tenant.run([...tenant.target, 'true'])).stderr).toContain('Permission denied (publickey)')
  })

  test('cuts a session of an ended lease even if the node does not', async () => {
    const { tenant } = await testbed.rented({ leaseId: 9 })
    const session = spawn('ssh', [...tenant.options, ...tenant.target, 'echo started; sleep 1000'], { stdio: 'pipe' })
    let text = ''
    session.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
    const exited = new Promise<void>((resolve) => session.once('exit', () => resolve()))
    await until(() => text.includes('started'))
    await testbed.market.setState(9, 'ended')
    await exited
  })

  test('keeps the same directory and starts nothing twice when a killed node adopts its lease', async () => {
    const { tenant, machine } = await testbed.rented({ leaseId: 10, ownMachine: true })
    await tenant.run([...tenant.target, 'echo kept > note'])
    const startScript = 'echo run >> "$HOME/runs"; sleep 1000'
    await testbed.prepare({ machine, leaseId: 10, sshKeys: [tenant.publicKey], startScript })
    await machine.order({ kind: 'startScript', leaseId: '10' })
    await until(async () => (await tenant.run([...tenant.target, 'cat runs'])).stdout === 'run\n')
    await machine.kill('SIGKILL')
    await until(async () => !(await testbed.tunnelIsUp(machine.nodeId)))
    const again = await machine.restart()
    expect(again.facts.leases).toEqual(['10'])
    await until(async () => (await tenant.run([...tenant.target, 'cat note'])).stdout === 'kept\n')
    expect((await tenant.run([...tenant.target, 'cat runs; pgrep -fc "sleep 100[0]"'])).stdout).toMatch(/^run\n\d+\n$/)
    await again.order({ kind: 'remove', leaseId: '10' })
    await expect(readFile(path.join(machine.dataDir, 'leases', '10', 'home', 'note'))).rejects.toThrow('ENOENT')
  })

  test.skipIf(process.getuid?.() !== 0)("keeps one lease from reading another's directory on the same node (agent is root)", async () => {
    const { tenant, machine } = await testbed.rented({ leaseId: 11 })
    const neighbour = testbed.renter({ leaseId: 12, hostKey: machine.facts.hostKey })
    await testbed.market.lease({
      leaseId: 12,
      nodeId: machine.nodeId,
      sshKeys: [neighbour.publicKey],
      state: 'active',
      endsAt: Math.floor(Date.now() / 1000) + 600,
      ports: [],
    })
    await testbed.prepare({ machine, leaseId: 12, sshKeys: [neighbour.publicKey], startScript: '' })
    expect((await tenant.run([...tenant.target, 'echo mine > secret'])).code).toBe(0)
    const home = (await tenant.run([...tenant.target, 'pwd'])).stdout.trim()
    const peek = await neighbour.run([...neighbour.target, `cat ${home}/secret; ls ${machine.dataDir}/node; cat ${home}/../state.json`])
    expect(peek.stdout).toBe('')
    expect(peek.stderr).toContain('Permission denied')
  })
})

function sendRaw(port: number, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.end(bytes))
    socket.on('error', () => {})
    socket.resume()
    socket.once('close', () => resolve())
  })
}
