import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rollUpReadings } from '../jobs/rollUpReadings.ts'
import { seedLease } from '../../test/seedLease.ts'
import { bytesOf, type SeededNode, seedMarket } from '../../test/seedMarket.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let mine: SeededNode
let other: SeededNode

beforeAll(async () => {
  api = await startTestApi()
  const nodes = await seedMarket(api, [{ name: 'mine' }, { name: 'other' }])
  ;[mine, other] = nodes as [SeededNode, SeededNode]
})
afterAll(() => api.stop())

const agentOf = async (...nodes: SeededNode[]) => {
  const signers = nodes.map((node) => ({ nodeId: node.node, signMessage: (args: { message: string }) => node.nodeKey.signMessage(args) }))
  return api.client.withToken((await api.client.signInNodes(signers)).token)
}
const line = (n: number, text = `line ${n}`) => ({ n, at: 1_700_000_000 + n, level: 'info' as const, text, code: null, leaseId: null })
const report = (startedAt: number, ...lines: ReturnType<typeof line>[]) => ({
  ...{ nodes: [mine.node], version: '0.2.0+abc', startedAt, bootedAt: 1_699_000_000, lines },
})
const gpu = (index: number, celsius: number | null) => ({
  ...{ index, name: 'NVIDIA L4', percent: 40, memoryUsedMib: 1, memoryTotalMib: 2, celsius, watts: 60 },
  ...{ coreMhz: null, memoryMhz: null, eccErrors: 0, xid: null },
})
const sample = (at: number) => ({
  ...{ nodeId: mine.node, leaseId: null, at, cpuPercent: 5, ramUsedMib: 1_024, ramTotalMib: 4_096, diskUsedGib: 10, diskTotalGib: 100 },
  ...{ netRxKib: 1, netTxKib: 1, gpus: [gpu(0, 71), gpu(1, null)], gpuPercent: 40, gpuWatts: 120, cpuWatts: 24 },
})
const readMine = async () => (await api.signedIn(api.accounts.provider)).getMachine(mine.node)

describe('GET /provider/nodes/{node}', () => {
  test('is empty where nothing was reported', async () => {
    const machine = await readMine()
    expect(machine).toMatchObject({ report: null, agent: null, reading: null, energy: null, leases: [], node: { name: 'mine', watts: null } })
  })

  test('has the newest reading, the energy, the leases and the report of the driver', async () => {
    const agent = await agentOf(mine)
    const now = Math.floor(Date.now() / 1_000)
    const from = now - (now % 60) - 120
    await agent.sendTelemetry({ samples: Array.from({ length: 12 }, (_, at) => sample(from + at * 5)) })
    await agent.sendTelemetry({ samples: [sample(now)] })
    // Pass the time of the newest reading as the current time. With the real time, the minute of that reading could already be over, and its sum would appear
    // as well.
    await rollUpReadings(api.services, { nowMs: now * 1_000 })
    await seedLease(api, mine, { leaseId: 1n })
    await seedLease(api, other, { leaseId: 2n })
    const isToday = Math.floor(from / 86_400) === Math.floor(now / 86_400)
    expect(await readMine()).toMatchObject({
      node: { watts: 144, hottestCelsius: 71 },
      reading: { at: now, diskUsedGib: 10, gpus: [{ celsius: 71 }, { celsius: null }] },
      energy: { todayWh: expect.closeTo(isToday ? 144 / 60 : 0, 6), last30DaysWh: expect.closeTo(144 / 60, 6), measuredSeconds: 60 },
    })
    expect((await readMine()).leases.map(({ leaseId }) => leaseId)).toEqual(['1'])
    const fleet = await (await api.signedIn(api.accounts.provider)).getProvider()
    expect(fleet.nodes.find(({ node }) => node === mine.node)).toMatchObject({ watts: 144, hottestCelsius: 71, paidGpuSeconds: '0' })
  })

  test('has an active lease also after many newer ones have ended', async () => {
    const now = BigInt(api.services.clock.read().now)
    const closed = { state: 'closed', closedAt: now, closedTx: bytesOf('closed'), closedBlock: 1n } as const
    for (let leaseId = 101n; leaseId <= 155n; leaseId += 1n) await seedLease(api, mine, { leaseId, change: closed })
    const ids = (await readMine()).leases.map(({ leaseId }) => leaseId)
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([50, '155', '1'])
    await api.owner.query('delete from leases where lease_id > 100', [])
  })

  test('has the last 200 lines of the agent, each once, also after a repeated report and a restart', async () => {
    const agent = await agentOf(mine)
    await agent.sendAgentReport(report(1_700_000_000, line(1), line(2)))
    await agent.sendAgentReport(report(1_700_000_000, line(1), line(2), line(3)))
    expect((await readMine()).agent).toMatchObject({
      version: '0.2.0+abc',
      startedAt: 1_700_000_000,
      bootedAt: 1_699_000_000,
      lines: [{ n: 1 }, { n: 2 }, { n: 3 }],
    })
    await agent.sendAgentReport(report(1_700_000_500, line(1, 'started again')))
    expect((await readMine()).agent?.lines.map(({ text }) => text)).toEqual(['line 1', 'line 2', 'line 3', 'started again'])
    for (let from = 2; from < 252; from += 50) {
      await agent.sendAgentReport(report(1_700_000_500, ...Array.from({ length: 50 }, (_, at) => line(from + at))))
    }
    const { lines = [] } = (await readMine()).agent ?? {}
    expect([lines.length, lines[0]?.n, lines.at(-1)?.n]).toEqual([200, 52, 251])
  })

  test('answers only the owner: another account gets node.unknown, nobody gets a refusal, for the machine and its readings', async () => {
    const stranger = await api.signedIn(api.accounts.renter)
    const nobody = api.client
    for (const [client, status, code] of [
      [stranger, 404, 'node.unknown'],
      [nobody, 401, 'auth.session_missing'],
    ] as const) {
      await expect(client.getMachine(mine.node)).rejects.toMatchObject({ status, code })
      await expect(client.getMachineTelemetry(mine.node, { hours: 1 })).rejects.toMatchObject({ status, code })
    }
    // Signing in with the machine's key does not give access to the pages of its provider.
    const agent = await agentOf(mine)
    await expect(agent.getMachine(mine.node)).rejects.toMatchObject({ status: 401 })
    await expect((await api.signedIn(api.accounts.provider)).getMachine(bytesOf('nowhere'))).rejects.toMatchObject({ status: 404 })
  })
})

describe('POST /nodes/agent', () => {
  test('takes reports about nodes of the session only', async () => {
    const agent = await agentOf(other)
    await expect(agent.sendAgentReport(report(1, line(1)))).rejects.toMatchObject({ status: 403, code: 'auth.forbidden' })
    await expect(api.client.sendAgentReport(report(1, line(1)))).rejects.toMatchObject({ status: 401 })
  })

  test.each([
    ['51 lines', () => report(1, ...Array.from({ length: 51 }, (_, at) => line(at + 1)))],
    ['a line of 201 characters', () => report(1, line(1, 'x'.repeat(201)))],
    ['an escape sequence', () => report(1, line(1, '\u001b[2J'))],
    ['a line break', () => report(1, line(1, 'a\nb'))],
    ['an unknown field', () => ({ ...report(1), secrets: 'x' })],
    ['a start before 1970', () => report(-1)],
  ])('refuses %s', async (_what, body) => {
    const agent = await agentOf(mine)
    await expect(agent.sendAgentReport(body())).rejects.toMatchObject({ status: 400, code: expect.stringMatching(/^api\.(invalid|unknown)_field$/) })
  })
})

describe('GET /provider/nodes/{node}/telemetry', () => {
  test('has the readings of the machine, oldest first, with the GPUs of the newest', async () => {
    const provider = await api.signedIn(api.accounts.provider)
    const { resolutionSeconds, samples } = await provider.getMachineTelemetry(mine.node)
    expect([resolutionSeconds, samples.length]).toEqual([5, 13])
    expect(samples.map(({ gpus }) => gpus?.length ?? 0)).toEqual([...Array.from({ length: 12 }, () => 0), 2])
    const day = await provider.getMachineTelemetry(mine.node, { hours: 24 })
    expect([day.resolutionSeconds, day.samples.length]).toEqual([60, 1])
  })
})
