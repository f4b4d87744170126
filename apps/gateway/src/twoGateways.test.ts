import { spawn } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { hasOpenSsh } from '@infinitio/process/test'
import { knownHostsLine } from '@infinitio/domain'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { portClients } from '../test/ports/portClients.ts'
import { portsTestbed } from '../test/ports/portsTestbed.ts'
import { startSecondGateway } from '../test/startSecondGateway.ts'
import { until } from '../test/until.ts'

const isLong = process.env['TEST_LONG'] === '1'

describe.skipIf(!hasOpenSsh)('runs two gateways of one market', () => {
  let testbed: Awaited<ReturnType<typeof portsTestbed>>
  beforeAll(async () => {
    testbed = await portsTestbed()
  })
  afterAll(() => testbed.close())

  test('reaches a lease through either gateway; when one is killed, new sessions and the tunnel use the other', async () => {
    const { second, tenant, machine, through, fallback } = await setup({ leaseId: 701 })
    expect(await through(testbed.gateway.sshPort)).toBe('here')
    expect(await through(second.sshPort)).toBe('here')
    expect(await openTunnels(machine.nodeId)).toEqual(['second-gateway', 'test-gateway'])
    const stays = tenant.run([...tenant.target, 'read line; echo "$line"'], '')
    await second.kill('SIGKILL')
    expect((await stays).code).toBe(0)
    expect(await fallback([second.sshPort, testbed.gateway.sshPort])).toBe('here')
    expect(await openTunnels(machine.nodeId)).toContain('test-gateway')
  })

  test.skipIf(!isLong)('notifies only the sessions of a draining gateway, ends only its tunnels, and sends new sessions to the other', async () => {
    const { second, machine, opened, fallback } = await setup({ leaseId: 702, drainSeconds: 30 })
    expect(await fallback([second.sshPort, testbed.gateway.sshPort])).toBe('here')
    const [itsOwn, other] = await Promise.all([second.sshPort, testbed.gateway.sshPort].map((sshPort) => opened(sshPort)))
    const ended = second.kill('SIGTERM')
    await until(() => itsOwn?.text().includes('The gateway of this connection restarts: it closes in 30 s') ?? false)
    itsOwn?.type('\n')
    await ended
    await until(async () => (await openTunnels(machine.nodeId)).length === 1)
    expect(await openTunnels(machine.nodeId)).toEqual(['test-gateway'])
    expect(await fallback([second.sshPort, testbed.gateway.sshPort])).toBe('here')
    // The session through the other gateway is not notified of the restart and continues.
    other?.type('hello\n')
    await until(() => other?.text().includes('said hello') ?? false)
    expect(other?.text()).not.toContain('restarts')
  })

  test.skipIf(!isLong)("accepts host names of ports and a browser's session of the other gateway", async () => {
    const second = await startSecondGateway(testbed)
    onTestFinished(() => second.kill('SIGKILL'))
    const lease = await testbed.served({ leaseId: 703, tunnelPorts: [testbed.gateway.tunnelPort, second.tunnelPort] })
    const there = portClients(second.portsPort)
    const session = await lease.cookie()
    await until(async () => (await there.ask(lease.host, '/', { headers: session })).status === 200)
    expect((await testbed.ask(lease.host, '/', { headers: session })).status).toBe(200)
    expect((await there.ask(lease.host, '/', { headers: lease.bearer })).status).toBe(200)
  })

  async function setup({ leaseId, drainSeconds = 0 }: { leaseId: number; drainSeconds?: number }) {
    const second = await startSecondGateway({ env: { ...testbed.env, DRAIN_SECONDS: drainSeconds } })
    onTestFinished(() => second.kill('SIGKILL'))
    const { machine, tenant } = await testbed.rented({ leaseId, tunnelPorts: [testbed.gateway.tunnelPort, second.tunnelPort] })
    const [, config = ''] = tenant.options
    const line = knownHostsLine({ host: '127.0.0.1', port: second.sshPort, hostKey: second.hostKey })
    appendFileSync(path.join(path.dirname(config), 'known_hosts'), `${line}\n`)
    await until(async () => (await openTunnels(machine.nodeId)).length === 2)

    const jump = (sshPort: number): string => `lease-${leaseId}@127.0.0.1:${sshPort}`
    const through = async (sshPort: number): Promise<string> =>
      (await tenant.run(['-J', jump(sshPort), `root@lease-${leaseId}`, 'echo here'])).stdout.trim()
    /** Opens an SSH session that stays open until the test types something. */
    const opened = async (sshPort: number) => {
      const words = ['-tt', '-J', jump(sshPort), `root@lease-${leaseId}`, 'echo started; read line; echo "said $line"']
      const child = spawn('ssh', [...tenant.options, ...words], { stdio: 'pipe' })
      onTestFinished(() => void child.kill('SIGKILL'))
      let text = ''
      child.stdout.on('data', (bytes: Buffer) => (text += bytes.toString()))
      await until(() => text.includes('started'))
      return { text: () => text, type: (keys: string) => child.stdin.write(keys) }
    }
    /** Runs a command in the lease through the first gateway port if it answers, else through the last, as the SSH configuration of `infinitio ssh` does. */
    const fallback = async ([first = 0, last = 0]: number[]): Promise<string> => {
      const asks = `ssh-keyscan -T 3 -t ed25519 -p ${first} 127.0.0.1 2>/dev/null | grep -q ed25519`
      const chosen = [
        `Match originalhost lease-${leaseId} exec "${asks}"`,
        `  ProxyJump ${jump(first)}`,
        `Host lease-${leaseId}`,
        `  ProxyJump ${jump(last)}`,
      ]
      appendFileSync(config, ['', ...chosen, ''].join('\n'))
      const { stdout, stderr } = await tenant.run([`root@lease-${leaseId}`, 'echo here'])
      return stdout.trim() || stderr
    }
    return { second, machine, tenant, through, opened, fallback }
  }

  async function openTunnels(nodeId: string): Promise<string[]> {
    const rows = await testbed.market.rows(`select gateway_id from tunnels where node_id = '${nodeId}' and closed_at is null order by gateway_id`)
    return (rows as { gateway_id: string }[]).map(({ gateway_id: gatewayId }) => gatewayId)
  }
})
