import { spawn } from 'node:child_process'
import net from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startTestbed } from '../test/startTestbed.ts'
import { until } from '../test/until.ts'

const isLong = process.env.TEST_LONG === '1'

describe('drains a gateway before it stops', () => {
  test('accepts nobody new, notifies the open session, and waits until it has ended', async () => {
    const { testbed, session } = await setup({ leaseId: 401 })
    let drained = false
    const draining = testbed.gateway.drain({ withinMs: 60_000 }).then(() => {
      drained = true
    })
    await until(() => session.text().includes('The gateway of this connection restarts: it closes in 60 s at the latest.'))
    for (const port of [testbed.gateway.sshPort, testbed.gateway.terminalPort, testbed.gateway.tunnelPort]) expect(await isOpen(port)).toBe(false)
    expect(drained).toBe(false)
    session.type('\n')
    await until(() => session.exitCode() !== null)
    expect(session.text()).toContain('done as asked')
    expect(session.exitCode()).toBe(0)
    await draining
  })

  test.skipIf(!isLong)('stops waiting when its time is over', async () => {
    const { testbed, session } = await setup({ leaseId: 402 })
    await testbed.gateway.drain({ withinMs: 50 })
    expect(session.exitCode()).toBe(null)
  })

  async function setup({ leaseId }: { leaseId: number }) {
    const testbed = await startTestbed()
    const { tenant } = await testbed.rented({ leaseId })
    const child = spawn('ssh', [...tenant.options, '-tt', ...tenant.target, 'echo started; read line; echo done as asked'], { stdio: 'pipe' })
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await testbed.close()
    })
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
    await until(() => text.includes('started'))
    return { testbed, session: { text: () => text, type: (keys: string) => child.stdin.write(keys), exitCode: () => child.exitCode } }
  }
})

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
