import { randomBytes } from 'node:crypto'
import { address, hex32 } from '@infinitio/domain'
import { probeLimits } from '@infinitio/domain/probes'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openProbeLine, type ProbeLine, type ProbeTarget } from '../apps/validator/src/probes/probeLine.ts'
import { probeMachine } from '../apps/validator/src/probes/probeMachine.ts'
import { startTestbed } from '../apps/gateway/test/startTestbed.ts'
import { startSecondGateway } from '../apps/gateway/test/startSecondGateway.ts'
import { until } from '../apps/gateway/test/until.ts'

const hour = 480_000

describe('a validator probes machines through two gateways', () => {
  let deployment: Awaited<ReturnType<typeof startTestbed>>
  let second: Awaited<ReturnType<typeof startSecondGateway>>
  let machine: Machine
  let other: Machine
  type Machine = Awaited<ReturnType<typeof listed>>

  beforeAll(async () => {
    deployment = await startTestbed()
    second = await startSecondGateway(deployment)
    machine = await listed([deployment.gateway.tunnelPort, second.tunnelPort])
    other = await listed([deployment.gateway.tunnelPort])
  }, 60_000)
  afterAll(async () => {
    await second?.kill('SIGKILL')
    await deployment?.close()
  })

  test('measures round trip and both directions through each gateway, with answers that the machine signed', async () => {
    const target = await targetOf(machine)
    for (const [port, gateway] of [
      [deployment.gateway.tunnelPort, 'test-gateway'],
      [second.tunnelPort, 'second-gateway'],
    ] as const) {
      const record = await probeMachine(await lineTo(port), target, { isShort: false })
      expect(record).toMatchObject({ node: machine.nodeId, gateway })
      expect(record?.rttMicros).toBeGreaterThan(0)
      expect(Math.min(record?.downKbps ?? 0, record?.upKbps ?? 0)).toBeGreaterThan(20_000)
    }
  })

  test('reports a machine as not reached at the gateway to which it has no tunnel', async () => {
    const record = await probeMachine(await lineTo(second.tunnelPort), await targetOf(other), { isShort: true })
    expect(record).toEqual({ node: other.nodeId, gateway: 'second-gateway', rttMicros: null, downKbps: 0, upKbps: 0 })
  })

  test('believes no answer that another key signed, as of a machine or a gateway that answers for another one', async () => {
    const target = { ...(await targetOf(machine)), nodeKey: address(other.nodeKey) }
    const record = await probeMachine(await lineTo(deployment.gateway.tunnelPort), target, { isShort: true })
    expect(record).toMatchObject({ rttMicros: null, downKbps: 0, upKbps: 0 })
  })

  test('lets nobody probe who did not report in the hour, and forgets hours that are over', async () => {
    const stranger = { ...(await targetOf(machine)), account: privateKeyToAccount(generatePrivateKey()) }
    const line = await lineTo(deployment.gateway.tunnelPort)
    expect(await probeMachine(line, stranger, { isShort: true })).toBeNull()
    const known = await targetOf(machine)
    expect(await probeMachine(line, { ...known, hour: hour - 1 }, { isShort: true })).toBeNull()
  })

  test('gives a validator no more exchanges with a machine than its budget of the hour', async () => {
    const target = await targetOf(other)
    const line = await lineTo(deployment.gateway.tunnelPort)
    const answers: boolean[] = []
    for (let count = 0; count < probeLimits.exchanges + 2; count += 1)
      answers.push((await line.exchange(target, { kind: 'echo', bytes: 0 })) !== null)
    expect(answers.filter(Boolean)).toHaveLength(probeLimits.exchanges)
    // Each validator has its own limit of exchanges with one machine in an hour. So a second validator may still measure the machine.
    expect(await line.exchange(await targetOf(other), { kind: 'echo', bytes: 0 })).not.toBeNull()
  })

  test('refuses more bytes than an exchange may have', async () => {
    const line = await lineTo(deployment.gateway.tunnelPort)
    expect(await line.exchange(await targetOf(machine), { kind: 'send', bytes: probeLimits.mostBytes + 1 })).toBeNull()
  })

  test('refuses a gateway with another key than that of the Directory', async () => {
    const gatewayKey = hex32(`0x${randomBytes(32).toString('hex')}`)
    await expect(openProbeLine({ host: '127.0.0.1', port: second.tunnelPort, gatewayKey })).rejects.toThrow('another key')
  })

  async function listed(tunnelPorts: number[]) {
    const { nodeId, facts } = await deployment.node({ tunnelPorts })
    await deployment.market.node({ nodeId, nodeKey: facts.nodeKey, hostKey: facts.hostKey })
    await until(async () => {
      const rows = await deployment.market.rows(`select 1 from tunnels where node_id = '${nodeId}' and closed_at is null`)
      return rows.length === tunnelPorts.length
    })
    return { nodeId, nodeKey: facts.nodeKey }
  }

  /** Returns a machine that a new validator can measure. The validator counts as active, because it already has a report in this hour. */
  async function targetOf({ nodeId, nodeKey }: Machine): Promise<ProbeTarget> {
    const account = privateKeyToAccount(generatePrivateKey())
    const [validator, signature] = [account.address.toLowerCase(), `0x${randomBytes(65).toString('hex')}`]
    await deployment.market.rows(`insert into probe_reports (signature, hour, validator) values ('${signature}', ${hour}, '${validator}')`)
    return { chainId: 31_337, hour, node: hex32(nodeId), nodeKey: address(nodeKey), account }
  }

  async function lineTo(port: number): Promise<ProbeLine> {
    const line = await openProbeLine({ host: '127.0.0.1', port, gatewayKey: deployment.gateway.hostKey })
    onTestFinished(() => line.close())
    return line
  }
})
