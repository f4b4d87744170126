import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cuttableProxy } from '../../test/cuttableProxy.ts'
import { startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

const isLong = process.env.TEST_LONG === '1'

const mebibyte = 1024 * 1024

describe("keeps an SSH session while the node's connection breaks", () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('continues with everything typed since when the connection is back', async () => {
    const { line, ssh } = await setup({ leaseId: 501, command: 'while read word; do echo "got $word"; done' })
    ssh.stdin.write('before\n')
    await until(() => ssh.text().includes('got before'))
    line.cut()
    ssh.stdin.write('meanwhile\n')
    await until(async () => (await testbed.health()).tunnels === 0)
    line.mend()
    await until(() => ssh.text().includes('got meanwhile'))
    ssh.stdin.end('after\n')
    expect(await ssh.exit).toBe(0)
    expect(ssh.text()).toBe('got before\ngot meanwhile\ngot after\n')
  })

  test.skipIf(!isLong)('loses no byte of a transfer that is cut repeatedly', async () => {
    const { line, ssh } = await setup({ leaseId: 502, command: 'cat' })
    const bytes = randomBytes(24 * mebibyte)
    ssh.stdin.end(bytes)
    for (let cuts = 1; cuts <= 5; cuts += 1) {
      await until(() => ssh.count() > cuts * 3 * mebibyte)
      line.cut()
      line.mend()
    }
    expect(await ssh.exit).toBe(0)
    expect(ssh.hash()).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test.skipIf(!isLong)('continues after the connection went silent', async () => {
    const { line, ssh } = await setup({ leaseId: 503, command: 'while read word; do echo "got $word"; done' })
    ssh.stdin.write('before\n')
    await until(() => ssh.text().includes('got before'))
    line.silence()
    ssh.stdin.end('into the dark\n')
    expect(await ssh.exit).toBe(0)
    expect(ssh.text()).toBe('got before\ngot into the dark\n')
  })

  test('ends with its node, without waiting for a stream that the node has lost', async () => {
    const { machine, ssh } = await setup({ leaseId: 504, command: 'echo started; sleep 1000' })
    await until(() => ssh.text().includes('started'))
    await machine.kill('SIGKILL')
    await machine.restart()
    expect(await ssh.exit).not.toBe(0)
  })

  async function setup({ leaseId, command }: { leaseId: number; command: string }) {
    const line = await cuttableProxy({ host: '127.0.0.1', port: testbed.gateway.tunnelPort })
    const { tenant, machine } = await testbed.rented({ leaseId, tunnelPorts: [line.port] })
    const child = spawn('ssh', [...tenant.options, ...tenant.target, command], { stdio: ['pipe', 'pipe', 'inherit'] })
    const digest = createHash('sha256')
    let text = ''
    let count = 0
    child.stdout.on('data', (bytes: Buffer) => {
      if (count < mebibyte) text += bytes.toString()
      count += bytes.length
      digest.update(bytes)
    })
    child.stdin.on('error', () => {})
    const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await machine.kill('SIGKILL')
      line.close()
    })
    return { line, machine, ssh: { stdin: child.stdin, exit, text: () => text, count: () => count, hash: () => digest.digest('hex') } }
  }
})
