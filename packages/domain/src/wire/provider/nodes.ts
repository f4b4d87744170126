import { z } from 'zod'
import { knownWindowWire } from './maintenance.ts'
import { machineReportWire } from './machineReport.ts'
import { isolationLevels } from '../../nodes/isolation.ts'
import { askWire } from '../orders/ask.ts'
import { cpuBasisWire, gpuReadingWire, leaseEnergyWire } from '../leases/energy.ts'
import { leaseAccessOrderWire } from '../leases/leaseAccess.ts'
import { leaseImageReportWire } from '../leases/leases.ts'
import { leaseTermsWire } from '../leases/leaseTerms.ts'
import { address, errorCode, hex32, leaseId, queryInt, simulatedFlag, text } from '../scalars.ts'
import { leaseDiskTaskWire } from '../leases/snapshots.ts'
import { workloadWire } from '../leases/workloads.ts'

const nodeIds = z.array(hex32).min(1).max(200)

/** The answer of `POST /nodes/challenge`. */
export const nodeChallengeWire = z.strictObject({ nonce: z.string(), audience: z.string(), expiresAt: z.int() }).meta({ id: 'NodeChallenge' })
export type NodeChallengeWire = z.infer<typeof nodeChallengeWire>

/** `POST /nodes/session`: a signature over `nodeSessionText` by each node's key. One token covers all of them. */
export const nodeSessionRequestWire = z
  .strictObject({
    nonce: text(100),
    nodes: z
      .array(z.strictObject({ nodeId: hex32, signature: z.string().regex(/^0x[0-9a-fA-F]{130}$/, { error: 'auth.signature_malformed' }) }))
      .min(1)
      .max(200),
  })
  .meta({ id: 'NodeSessionRequest' })
export type NodeSessionRequestWire = z.infer<typeof nodeSessionRequestWire>
export const nodeSessionWire = z.strictObject({ token: z.string(), expiresAt: z.int() }).meta({ id: 'NodeSession' })
export type NodeSessionWire = z.infer<typeof nodeSessionWire>

/** `PUT /nodes/{id}/profile`: data of a machine that the chain does not store. */
export const nodeProfileWire = z
  .strictObject({
    name: text(60).min(1),
    simulated: simulatedFlag,
    country: text(60).nullable(),
    city: text(60).nullable(),
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    cpuModel: text(120).nullable(),
    gpuModel: text(120).nullable(),
    runtime: text(40).nullable(),
    isolation: z
      .enum(isolationLevels, { error: 'api.invalid_field' })
      .nullish()
      .describe('How far its leases are isolated from it; by default as usual for its runtime.'),
    report: machineReportWire.nullish(),
  })
  .meta({ id: 'NodeProfile' })
export type NodeProfileWire = z.infer<typeof nodeProfileWire>

/**
 * `POST /nodes/heartbeat`: reports that these nodes are alive. A node that for 20 s sends no heartbeat, or has no tunnel to a gateway, is hidden until it has
 * both again. A node with neither for 120 s is lost. A node offers only the GPUs that respond.
 */
export const heartbeatWire = z
  .strictObject({
    nodes: nodeIds,
    lost: z
      .array(z.strictObject({ node: hex32, gpus: z.int().min(1).max(64) }))
      .max(200)
      .optional()
      .describe('The nodes with GPUs that do not respond, and how many. Of the other nodes in `nodes`, all GPUs respond.'),
    fingerprints: z
      .array(hex32)
      .max(32)
      .optional()
      .describe('Fingerprints of the Blender and the models of these nodes, which jobs can name; none when left out. Nobody checked them.'),
  })
  .meta({ id: 'Heartbeat' })
export type HeartbeatWire = z.infer<typeof heartbeatWire>
export const heartbeatAnswerWire = z
  .strictObject({
    silentAfterSeconds: z.int(),
    chainNow: z.int(),
    changes: z.int().describe('Number of rows of signed lists that wait for these machines.'),
    maintenance: z.int().describe('Changes when maintenance of these nodes is planned, cancelled or over; 0 without any.'),
    feeBps: z.int().describe("The market's fee now. A listing that allows only a lower fee is not shown and must be signed again."),
  })
  .meta({ id: 'HeartbeatAnswer' })
export type HeartbeatAnswerWire = z.infer<typeof heartbeatAnswerWire>

/** One lease that a node should serve now, with its workload. The lease is booked or active. */
export const nodeLeaseWire = z
  .strictObject({
    leaseId,
    bidHash: hex32,
    terms: leaseTermsWire,
    state: z.enum(['booked', 'active']),
    settledAt: z.int(),
    readyAt: z.int().nullable(),
    endsAt: z.int(),
    workload: workloadWire.nullable().describe('Null if it was never stored; then the machine cannot serve this lease.'),
    guestKeys: z.array(z.string()).max(200).nullish().describe('OpenSSH public keys of teammates who may use it, as long as they may.'),
    holder: address.nullish().describe('The holder of the lease now; left out: its renter.'),
    access: leaseAccessOrderWire.nullish().describe('The last change of SSH keys and ports, as its holder signed it.'),
    hasSecrets: z.boolean().describe('Whether encrypted secrets of this workload wait for this machine.'),
    disk: leaseDiskTaskWire.nullish().describe('Snapshot or restore tasks for its disk, if any.'),
  })
  .meta({ id: 'NodeLease' })
export type NodeLeaseWire = z.infer<typeof nodeLeaseWire>
/** A lease that was lost with its node. The node deletes the lease's data and never serves the lease again. */
export const lostLeaseWire = nodeLeaseWire.pick({ leaseId: true, bidHash: true, terms: true, endsAt: true }).meta({ id: 'LostLease' })
export type LostLeaseWire = z.infer<typeof lostLeaseWire>
/**
 * `GET /nodes/leases`: the leases that the nodes of this session should serve, and the lost leases. A node must stop every workload that is not in `leases`.
 */
export const nodeLeasesWire = z
  .strictObject({ leases: z.array(nodeLeaseWire), lost: z.array(lostLeaseWire), chainNow: z.int() })
  .meta({ id: 'NodeLeases' })
export type NodeLeasesWire = z.infer<typeof nodeLeasesWire>

/**
 * `GET /nodes/asks`: for each node of this session, the newest public ask that the order book accepted, and its state. A node that was never listed is missing.
 */
export const nodeAsksWire = z
  .strictObject({
    asks: z.array(
      z.strictObject({
        node: hex32,
        askHash: hex32,
        state: z.enum(['open', 'cancelled', 'expired', 'abandoned']).describe('cancelled: the provider paused the node.'),
        ask: askWire,
      }),
    ),
    maintenance: z.array(knownWindowWire).describe('Windows that are not over: planned ones, earliest first, then cancelled ones.'),
    chainNow: z.int(),
  })
  .meta({ id: 'NodeAsks' })
export type NodeAsksWire = z.infer<typeof nodeAsksWire>

const measured = z.number().min(0).max(1e12)
/** One telemetry reading (measurement) of a machine, or of one lease on it. Null means not measured. An older agent may omit fields that it does not know. */
export const telemetrySampleWire = z
  .strictObject({
    leaseId: leaseId.nullable(),
    at: z.int(),
    cpuPercent: measured.describe('Share of the processor that the machine has, or that the lease may use, in percent.'),
    ramUsedMib: measured,
    ramTotalMib: measured,
    diskUsedGib: measured.nullable(),
    diskTotalGib: measured.nullable(),
    netRxKib: measured.nullable(),
    netTxKib: measured.nullable(),
    gpus: z.array(gpuReadingWire).max(64).nullish().describe('Readings of the GPUs of the machine, or of the lease. Means have none.'),
    gpuPercent: measured.nullish(),
    gpuMemoryUsedMib: measured.nullish(),
    gpuWatts: measured.nullish(),
    cpuWatts: measured.nullish(),
    energyWh: measured.nullish().describe('Energy since the previous reading; in means, of the whole span.'),
    gco2Grams: measured.nullish(),
  })
  .meta({ id: 'TelemetrySample' })
export type TelemetrySampleWire = z.infer<typeof telemetrySampleWire>
/** The reason why the machine cannot sign its ask again with the same terms, now or soon. It is part of the machine's telemetry. */
export const signingTroubleWire = z.strictObject({
  code: errorCode.nullable().describe('Null: it can still sign, but the mandate ends soon.'),
  mandateUntil: z.int().nullable().describe('Unix seconds. Null: there is no mandate.'),
})
export type SigningTroubleWire = z.infer<typeof signingTroubleWire>
/**
 * `POST /nodes/telemetry`: telemetry readings (measurements) for charts. The body also has the source of the energy values, the number of leases that could not
 * be wiped, the reason if the ask cannot be signed again, the download progress of leases' images, and failures of leases' programs.
 */
export const telemetryReportWire = z
  .strictObject({
    samples: z
      .array(
        telemetrySampleWire.extend({
          nodeId: hex32,
          grid: text(120).nullish(),
          cpuBasis: cpuBasisWire.nullish(),
          residueLeases: z.int().min(0).max(10_000).nullish(),
          signingTrouble: signingTroubleWire.nullish(),
          image: leaseImageReportWire.nullish(),
          exitCode: z.int().min(0).max(255).nullish().describe('The exit code of the start script of a lease, if it is not 0.'),
          memoryKills: z
            .int()
            .min(0)
            .max(1_000_000)
            .nullish()
            .describe('Programs of a lease that the kernel killed because they exceeded its memory.'),
          gpuMemoryErrors: z
            .int()
            .min(0)
            .max(1_000_000_000)
            .nullish()
            .describe('Memory errors of the GPUs of a lease that could not be corrected, counted since the agent first measured the lease.'),
          gpusLost: z.int().min(0).max(64).nullish().describe('GPUs of a lease that the driver reports as lost.'),
          closedPort: z.int().min(1).max(65_535).nullish().describe('Port of a lease at which visitors found no program for 600 s.'),
        }),
      )
      .min(1)
      .max(500),
  })
  .meta({ id: 'TelemetryReport' })
export type TelemetryReportWire = z.infer<typeof telemetryReportWire>
/** The query of `GET /leases/{id}/telemetry`: how many hours of telemetry readings to return, back from now or from the lease's end. By default 1. */
export const telemetryQueryWire = z.strictObject({ hours: queryInt(1, 720).optional() })
/**
 * `GET /leases/{id}/telemetry`: telemetry readings of a lease, oldest first. The server stores 5 s readings for a day, means of a minute for 30 days, and means
 * of an hour for two years.
 */
export const telemetryWire = z
  .strictObject({
    resolutionSeconds: z
      .union([z.literal(5), z.literal(60), z.literal(3_600)])
      .describe('Length of a sample from `at`, in seconds. 5: single readings; otherwise means.'),
    samples: z.array(telemetrySampleWire),
    energy: leaseEnergyWire.nullish().describe('Since the lease began. Null: nothing was measured.'),
  })
  .meta({ id: 'Telemetry' })
export type TelemetryWire = z.infer<typeof telemetryWire>
