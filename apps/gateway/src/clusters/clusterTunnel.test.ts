import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { leaseFlags } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { packetOf } from '../../test/clusterMachine.ts'
import { startSecondGateway } from '../../test/startSecondGateway.ts'
import { startTestbed } from '../../test/startTestbed.ts'
import { until } from '../../test/until.ts'

/** A UDP socket in the place of a lease's WireGuard, with the packets that it received. */
type Wire = { socket: Socket; port: number; readonly received: string[] }

describe('packets of a cluster between two agents that reach each other through the gateway only', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  beforeAll(async () => {
    testbed = await startTestbed()
  })
  afterAll(() => testbed.close())

  test('pass from UDP to UDP in both directions, until the lease ends', async () => {
    const { one, two, endpoints, ask } = await setup([801, 802])
    const [toTwo, toOne] = await endpoints()
    await exchange(one, toTwo, two, 'to two')
    await exchange(two, toOne, one, 'to one')
    await testbed.market.setState(801, 'closed')
    await until(async () => (await ask(1)) === null)
    const before = two.received.length
    for (let at = 0; at < 50; at += 1) one.socket.send(packetOf('late'), portOf(toTwo), '127.0.0.1')
    await testbed.health()
    expect(two.received.slice(before)).toEqual([])
  })

  test('are accepted only from the WireGuard of the lease, and not from another program of the machine', async () => {
    const { one, two, endpoints } = await setup([803, 804])
    const [toTwo] = await endpoints()
    const program = await wire()
    for (let at = 0; at < 50; at += 1) program.socket.send(packetOf('forged'), portOf(toTwo), '127.0.0.1')
    await exchange(one, toTwo, two, 'real')
    expect(two.received).not.toContain('forged')
  })

  test('pass through another gateway after the first was killed', async () => {
    const second = await startSecondGateway(testbed)
    onTestFinished(() => second.kill('SIGKILL'))
    const { one, two, endpoints } = await setup([805, 806], [second.tunnelPort, testbed.gateway.tunnelPort])
    const [toTwo] = await endpoints()
    await exchange(one, toTwo, two, 'before')
    await second.kill('SIGKILL')
    await exchange(one, (await endpoints())[0], two, 'after')
  })

  /** Two machines with one lease each, of one workload and so of one cluster. `endpoints` resolves with the endpoints of the second lease at the first machine, and the other way round. */
  async function setup([first, second]: [number, number], tunnelPorts = [testbed.gateway.tunnelPort]) {
    const { machine: a } = await testbed.rented({ leaseId: first, tunnelPorts })
    const { machine: b } = await testbed.rented({ leaseId: second, tunnelPorts })
    await testbed.market.rows(
      `update leases set flags = ${leaseFlags.cluster}, workload_hash = (select workload_hash from leases where lease_id = ${first})
       where lease_id in (${first}, ${second})`,
    )
    await testbed.market.setState(first, 'active')
    const [one, two] = [await wire(), await wire()]
    const sides = [
      { machine: a, order: { kind: 'relay', leaseId: String(first), port: one.port, peers: [String(second)] } },
      { machine: b, order: { kind: 'relay', leaseId: String(second), port: two.port, peers: [String(first)] } },
    ] as const
    const ask = async (at: 0 | 1): Promise<string | null> => ((await sides[at].machine.order(sides[at].order)) as [string | null])[0]
    const endpoint = async (at: 0 | 1): Promise<string> => {
      await until(async () => (await ask(at)) !== null)
      return (await ask(at)) ?? ''
    }
    return { one, two, ask, endpoints: () => Promise.all([endpoint(0), endpoint(1)]) }
  }
})

async function wire(): Promise<Wire> {
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  const received: string[] = []
  socket.on('message', (bytes) => received.push(bytes.toString('utf8', 16).replace(/\0.*$/s, '')))
  await once(socket.bind(0, '127.0.0.1'), 'listening')
  return { socket, port: socket.address().port, received }
}

/** Sends a packet until it arrives: like WireGuard, the path may lose some. */
async function exchange(from: Wire, endpoint: string, to: Wire, text: string): Promise<void> {
  await until(() => {
    from.socket.send(packetOf(text), portOf(endpoint), '127.0.0.1')
    return to.received.includes(text)
  })
}

function portOf(endpoint: string): number {
  return Number(endpoint.split(':')[1])
}
