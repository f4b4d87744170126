import {
  addLeaseEnergy,
  countWaitingFleetRows,
  insertTelemetry,
  type LeaseEnergyPart,
  type LeaseImagePart,
  readWindowsRevision,
  saveLeaseImages,
  saveLeaseIncidents,
  saveNodeAgent,
  saveReboot,
  touchHeartbeats,
  upsertNodeProfile,
} from '@infinitio/db'
import { type Refusal, usualIsolation } from '@infinitio/domain'
import {
  type AgentReportWire,
  type HeartbeatAnswerWire,
  type HeartbeatWire,
  mostStoredLines,
  type NodeProfileWire,
  type TelemetryReportWire,
} from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { incidentsOfReport } from './incidentsOfReport.ts'
import { offerRespondingGpus } from './offerRespondingGpus.ts'
import { showReturnedNodes } from './nodePresence.ts'

/**
 * Stores that nodes sent a heartbeat, how many of their GPUs do not respond, and their fingerprints for jobs. Lists nodes again that were hidden, if their tunnel is open. Refuses with
 * `auth.forbidden` for a node that does not belong to the session.
 */
export async function noteHeartbeat(
  services: Services,
  { nodes, lost = [], fingerprints = [], nodeIds }: HeartbeatWire & { nodeIds: readonly string[] },
): Promise<HeartbeatAnswerWire | Refusal> {
  const own = new Set(nodeIds)
  const foreign = [...nodes, ...lost.map(({ node }) => node)].find((node) => !own.has(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign }
  const stored = await touchHeartbeats(services.db, { nodeIds: [...new Set(nodes)].toSorted(), fingerprints })
  if (stored.some(({ silent }) => silent)) await showReturnedNodes(services)
  const lostOf = new Map(lost.map(({ node, gpus }) => [node, gpus]))
  const changed = stored.map(({ nodeId, lostGpus }) => ({ nodeId, lostGpus: lostOf.get(nodeId) ?? 0, before: lostGpus }))
  await offerRespondingGpus(
    services,
    changed.filter(({ lostGpus, before }) => lostGpus !== before),
  )
  const { now: chainNow } = services.clock.read()
  const these = { nodeIds: nodes, now: BigInt(chainNow) }
  const [changes, maintenance, { feeBps }] = await Promise.all([
    countWaitingFleetRows(services.db, these),
    readWindowsRevision(services.db, these),
    services.facts.read(),
  ])
  return { silentAfterSeconds: services.nodeTimes.suspectAfterSeconds, chainNow, changes, maintenance, feeBps }
}

/** Stores an agent's report about its machine. Refuses with `auth.forbidden` for a node outside the session. */
export async function putNodeProfile(
  services: Services,
  { nodeId, nodeIds, profile }: { nodeId: string; nodeIds: readonly string[]; profile: NodeProfileWire },
): Promise<null | Refusal> {
  if (!nodeIds.includes(nodeId)) return { rejected: 'auth.forbidden', detail: nodeId }
  const runtime = profile.runtime ?? 'local'
  // Agents of earlier versions do not report how strictly a lease is isolated from the machine.
  const isolation = profile.isolation ?? usualIsolation(runtime)
  const report = profile.report == null ? null : JSON.stringify(profile.report)
  await upsertNodeProfile(services.db, { nodeId, ...profile, runtime, isolation, report })
  services.market.markChanged()
  services.hub.wake()
  return null
}

/**
 * Stores an agent's report about itself and its newest log lines. If the machine was restarted, records that for its active leases. Refuses with
 * `auth.forbidden` for a node outside the session.
 */
export async function storeAgentReport(
  { db, clock }: Services,
  { report: { nodes, ...report }, nodeIds }: { report: AgentReportWire; nodeIds: readonly string[] },
): Promise<null | Refusal> {
  const own = new Set(nodeIds)
  const foreign = nodes.find((node) => !own.has(node))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign }
  const { version, startedAt, bootedAt, lines } = report
  const row = { version, lines, startedAt: BigInt(startedAt), bootedAt: bootedAt === null ? null : BigInt(bootedAt), mostLines: mostStoredLines }
  const chainNow = BigInt(clock.read().now)
  await db.transaction(async (tx) => {
    for (const nodeId of [...new Set(nodes)].toSorted()) {
      if (row.bootedAt !== null) await saveReboot(tx, { nodeId, bootedAt: row.bootedAt, bootedAgoSeconds: bootedAgo(row.bootedAt), chainNow })
      await saveNodeAgent(tx, { nodeId, ...row })
    }
  })
  return null
}

function bootedAgo(bootedAt: bigint): number {
  return Math.max(0, Math.floor(Date.now() / 1_000) - Number(bootedAt))
}

type Sample = TelemetryReportWire['samples'][number]

/**
 * Stores telemetry readings of the session's nodes. Also adds the energy that their leases used to the stored sums, and stores how far images are downloaded
 * and the incidents of leases. Refuses with `auth.forbidden` for a node outside the session.
 */
export async function storeTelemetry(
  { db }: Services,
  { report, nodeIds }: { report: TelemetryReportWire; nodeIds: readonly string[] },
): Promise<null | Refusal> {
  const own = new Set(nodeIds)
  const foreign = report.samples.find((sample) => !own.has(sample.nodeId))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign.nodeId }
  // PostgreSQL can update a row only once per statement. So keep one entry per lease first.
  const parts = new Map(report.samples.flatMap(energyOf).map((part) => [`${part.nodeId}/${part.leaseId}`, part]))
  const images = new Map(report.samples.flatMap(imageOf).map((part) => [`${part.nodeId}/${part.leaseId}`, part]))
  const incidents = new Map(incidentsOfReport(report).map((part) => [`${part.nodeId}/${part.leaseId}/${part.incident}`, part]))
  await db.transaction(async (tx) => {
    await insertTelemetry(tx, { rows: report.samples.map(rowOf) })
    await addLeaseEnergy(tx, { parts: [...parts.values()] })
    await saveLeaseImages(tx, { parts: [...images.values()] })
    await saveLeaseIncidents(tx, { parts: [...incidents.values()] })
  })
  return null
}

function rowOf(sample: Sample) {
  return {
    ...sample,
    leaseId: sample.leaseId === null ? null : BigInt(sample.leaseId),
    at: new Date(sample.at * 1_000),
    gpuPercent: sample.gpuPercent ?? null,
    gpuMemoryUsedMib: sample.gpuMemoryUsedMib ?? null,
    gpuWatts: sample.gpuWatts ?? null,
    cpuWatts: sample.cpuWatts ?? null,
    energyWh: sample.energyWh ?? null,
    gco2Grams: sample.gco2Grams ?? null,
    gpus: sample.gpus == null || sample.gpus.length === 0 ? null : JSON.stringify(sample.gpus),
    residueLeases: sample.residueLeases ?? null,
    signingTrouble: sample.signingTrouble == null ? null : JSON.stringify(sample.signingTrouble),
  }
}

/**
 * Divides the measured energy between GPUs and processor in the same proportion as their power. If no power was measured, all of it counts as energy of the
 * processor.
 */
function energyOf(sample: Sample): LeaseEnergyPart[] {
  const { nodeId, leaseId, energyWh, gpuWatts, cpuWatts } = sample
  if (leaseId === null || energyWh == null) return []
  const watts = (gpuWatts ?? 0) + (cpuWatts ?? 0)
  const gpuWh = watts === 0 ? 0 : (energyWh * (gpuWatts ?? 0)) / watts
  return [
    {
      ...{ nodeId, leaseId: BigInt(leaseId), at: new Date(sample.at * 1_000), gpuWh, cpuWh: energyWh - gpuWh },
      ...{ gco2Grams: sample.gco2Grams ?? null, grid: sample.grid ?? null, cpuBasis: sample.cpuBasis ?? null },
    },
  ]
}

function imageOf({ nodeId, leaseId, image }: Sample): LeaseImagePart[] {
  return leaseId === null || image == null ? [] : [{ nodeId, leaseId: BigInt(leaseId), image: JSON.stringify(image) }]
}
