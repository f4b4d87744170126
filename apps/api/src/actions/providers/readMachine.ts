import {
  listLatestAsks,
  listLatestReadings,
  listMachineTelemetry,
  listNodeEarnings,
  listNodeLeaseDetails,
  listWindowsOfNodes,
  type NodeAgentRow,
  readMachineEnergy,
  readNodeAgent,
  readNodeReport,
  readWallet,
} from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import { type AgentLineWire, type MachineReportWire, type MachineTelemetryWire, type MachineWire, mostStoredLines } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'
import { describeLeases } from '../leases/describeLeases.ts'
import { describeSamples } from '../leases/describeSamples.ts'
import { telemetryResolution } from '../leases/readTelemetry.ts'
import { alertsOfProvider, readingCountsSeconds } from './alertsOfProvider.ts'
import { describeProviderNode } from './describeProviderNode.ts'
import { readPrivateAsks } from './readPrivateAsks.ts'
import { plannedWindow } from './maintenance.ts'
import type { ProviderMachine } from '../../market/machines/machinesOfProvider.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const monthDays = 30
const mostLeases = 50
const mostSamples = 1_440

/** Returns one machine as its provider sees it. Refuses with `api.not_ready`, and with `node.unknown` also for a machine of somebody else. */
export async function readMachine(services: Services, { account, nodeId }: { account: Address; nodeId: string }): Promise<MachineWire | Refusal> {
  const machine = await findOwnMachine(services, { account, nodeId })
  if (isRefusal(machine)) return machine
  const { db } = services
  const nowMs = Date.now()
  const since = new Date(nowMs - readingCountsSeconds * 1_000)
  const [earnings, asks, privateAsks, readings, [sample], energy, agent, report, rows, wallet, windows] = await Promise.all([
    listNodeEarnings(db, { provider: account }),
    listLatestAsks(db, { provider: account }),
    readPrivateAsks(db, { account }),
    listLatestReadings(db, { nodeIds: [nodeId], from: since }),
    listMachineTelemetry(db, { nodeId, of: 'reading', from: since, to: new Date(nowMs + hourMs), limit: 1 }),
    readMachineEnergy(db, { nodeId, from: new Date(nowMs - monthDays * dayMs), today: new Date(nowMs - (nowMs % dayMs)) }),
    readNodeAgent(db, { nodeId }),
    readNodeReport(db, { nodeId }),
    listNodeLeaseDetails(db, { provider: account, nodeId, limit: mostLeases }),
    readWallet(db, { account }),
    listWindowsOfNodes(db, { nodeIds: [nodeId], now: BigInt(services.clock.read().now) }),
  ])
  const latest = asks.find((row) => row.nodeId === nodeId)
  const node = describeProviderNode(machine, {
    earnings: earnings.get(nodeId) ?? null,
    latestAsk: latest === undefined ? null : readAskJson(latest.orderJson),
    privateAsks: privateAsks.get(nodeId) ?? [],
    reading: readings[0] ?? null,
    maintenance: windows.filter(({ cancelled }) => !cancelled).map(plannedWindow),
    now: services.clock.read().now,
  })
  return {
    node,
    // This server wrote the report and the log lines after it had checked the messages, so they need not be checked again.
    report: report === null ? null : (JSON.parse(report) as MachineReportWire),
    agent: agent === null ? null : describeAgent(agent),
    reading: sample === undefined ? null : (describeSamples([sample])[0] ?? null),
    energy: energy.measuredSeconds === 0 ? null : { todayWh: energy.todayWh, last30DaysWh: energy.totalWh, measuredSeconds: energy.measuredSeconds },
    // Pass a bond of 0 and a required bond of 0, so that the alerts here are only about this machine. A missing bond concerns the whole account, and another
    // page shows that alert.
    alerts: alertsOfProvider({ nodes: [node], readings, bonded: 0n, requiredBond: 0n, nowSeconds: Math.floor(nowMs / 1_000) }),
    leases: await describeLeases(services, rows, { account, role: 'provider' }),
    bonded: wallet.bonded.toString(),
    chainNow: services.clock.read().now,
  }
}

function describeAgent({ version, startedAt, bootedAt, reportedAt, lines }: NodeAgentRow): NonNullable<MachineWire['agent']> {
  return {
    version,
    startedAt: Number(startedAt),
    bootedAt: bootedAt === null ? null : Number(bootedAt),
    reportedAt: Math.floor(reportedAt.getTime() / 1_000),
    lines: (JSON.parse(lines) as AgentLineWire[]).slice(-mostStoredLines),
  }
}

/** Returns the telemetry of one machine of a provider in the last `hours` hours. Refuses with `api.not_ready` and `node.unknown`. */
export async function readMachineTelemetry(
  services: Services,
  { account, nodeId, hours }: { account: Address; nodeId: string; hours: number },
): Promise<MachineTelemetryWire | Refusal> {
  const machine = await findOwnMachine(services, { account, nodeId })
  if (isRefusal(machine)) return machine
  const nowMs = Date.now()
  const { of, seconds } = telemetryResolution({ hours, agoHours: hours })
  // Read a longer time range than was requested. A row is dated by the start of its sample interval, so the range begins one interval earlier. The clock of a
  // machine may be ahead of the server's, so the range ends one hour later.
  const range = { from: new Date(nowMs - hours * hourMs - seconds * 1_000), to: new Date(nowMs + hourMs) }
  const rows = await listMachineTelemetry(services.db, { nodeId, of, ...range, limit: mostSamples })
  return { resolutionSeconds: seconds, samples: describeSamples(rows) }
}

/**
 * Returns a machine of this provider. Refuses with `api.not_ready`. Refuses with `node.unknown` both if there is no such machine and if it belongs to another
 * provider.
 */
async function findOwnMachine({ market }: Services, { account, nodeId }: { account: Address; nodeId: string }): Promise<ProviderMachine | Refusal> {
  const answer = await market.ask({ kind: 'machinesOfProvider', account })
  if (isRefusal(answer)) return answer
  return answer.machines.find(({ node }) => node.node === nodeId) ?? { rejected: 'node.unknown', detail: nodeId }
}
