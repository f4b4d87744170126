import type { MachineGrid } from '@infinitio/domain'
import type { HeartbeatAnswerWire, HeartbeatWire, LeaseImageReportWire, TelemetryReportWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import type { AgentLog } from '../logs/agentLog.ts'
import type { MarketSession } from '../market/marketSession.ts'
import { Quietly } from '../market/quietly.ts'
import { sendOrOlder } from '../market/sendOrOlder.ts'
import type { LastListing } from '../provision/listingFile.ts'
import { signingTroubleOf } from '../provision/signingTroubleOf.ts'
import { AgentReports } from './agentReports.ts'
import { CpuEnergy } from './energy/cpuEnergy.ts'
import type { GpuWatch } from '../detect/measuredGpu.ts'
import { watchAmd } from './gpus/watchAmd.ts'
import { watchNvidia } from './gpus/watchNvidia.ts'
import { XidWatch } from './gpus/xidWatch.ts'
import { MachineReadings, type UnmeasuredFields, type MeasuredNode } from './machineReadings.ts'

const everyMs = 5_000

type Sample = TelemetryReportWire['samples'][number]

/**
 * The data from which the measurements in a report are made: the nodes of this machine with their leases, the images of the leases, their ports at which
 * visitors find no program, the number of leases that could not be wiped, the GPUs that do not respond, the result of the last listing, the carbon dioxide of
 * the power grid, the data folder and the agent's log.
 */
export type Measured = {
  nodes(): readonly MeasuredNode[]
  imageOf(leaseId: string): LeaseImageReportWire | null
  closedPortOf(leaseId: string): number | null
  residueLeases(): number
  /** The PCI addresses of the GPUs that the driver reported as lost in an earlier run of the agent. */
  lostBefore: ReadonlySet<string>
  /** Called with the PCI addresses of the GPUs that the driver reports as lost, so that no lease gets one of them, also after a restart of the agent. */
  noteLostGpus(addresses: ReadonlySet<string>): Promise<void>
  /** Returns how many GPUs of a node do not respond, without those that leases hold. */
  countLostGpus(nodeId: string): Promise<number>
  lastListing(): Promise<LastListing | null>
  grid: MachineGrid | null
  dataDir: string
  log: AgentLog
}

/**
 * Every 5 s, sends one heartbeat for all nodes of this process, with the number of GPUs that do not respond and the fingerprints that jobs can name. Unless `measured` is null, also sends one sample of this machine and of each lease on it, and
 * every 30 s the agent's version and new log lines. Simulated nodes are not measured, because they do not have the hardware of this machine. Calls
 * `onHeartbeat` with each answer of the market. Returns the function that stops reporting.
 */
export function startReporting({
  market,
  nodeIds,
  measured,
  fingerprints,
  onHeartbeat,
  logger,
}: {
  market: MarketSession
  nodeIds: readonly string[]
  measured: Measured | null
  /** Returns the fingerprints of this machine's Blender and models. */
  fingerprints: () => readonly string[]
  onHeartbeat: (answer: HeartbeatAnswerWire) => void
  logger: Logger
}): () => void {
  const quietly = new Quietly(logger)
  const readings = measured === null ? null : openReadings(measured, watchGpus({ logger }))
  const agentReports = measured === null ? null : new AgentReports(measured.log)
  let busy = false

  async function report(): Promise<void> {
    const lost = measured === null ? [] : await lostGpusOf(measured, nodeIds)
    const answer = await quietly.run('heartbeat', () => beat({ market, nodeIds, lost, own: fingerprints() }))
    if (answer !== null) onHeartbeat(answer)
    if (measured === null) return
    await quietly.run('telemetry', async () => {
      const open = await readings
      const samples = (await open?.look(measured.nodes(), await unmeasuredFields(measured))) ?? []
      if (open != null) await quietly.run('storing lost GPUs', () => measured.noteLostGpus(open.lostGpus()))
      if (samples.length === 0) return
      const told = samples.map((sample) => withLeaseState(sample, measured))
      await market.call((client) => client.sendTelemetry({ samples: told }))
      open?.taken(samples)
    })
    await quietly.run('agent report', async () =>
      agentReports?.send((report) => market.call((client) => client.sendAgentReport({ nodes: [...nodeIds], ...report }))),
    )
  }

  async function unmeasuredFields({ lastListing, residueLeases }: Measured): Promise<UnmeasuredFields> {
    // If the last listing cannot be read, the report is sent without it.
    const last = await quietly.run('reading how the ask was signed', lastListing)
    const signingTrouble = signingTroubleOf(last, { nowSeconds: Math.floor(Date.now() / 1_000) })
    return { residueLeases: residueLeases(), ...(signingTrouble === null ? {} : { signingTrouble }) }
  }

  function tick(): void {
    if (busy) return
    busy = true
    void report().finally(() => {
      busy = false
    })
  }
  tick()
  const timer = setInterval(tick, everyMs)
  return () => {
    clearInterval(timer)
    void readings?.then((open) => open.close())
  }
}

/** Sends a heartbeat. A market that does not know a field gets the heartbeat without it: first without fingerprints, and then also without lost GPUs. */
async function beat({
  market,
  nodeIds,
  lost,
  own,
}: {
  market: MarketSession
  nodeIds: readonly string[]
  lost: NonNullable<HeartbeatWire['lost']>
  own: readonly string[]
}): Promise<HeartbeatAnswerWire> {
  const send = (heartbeat: HeartbeatWire) => market.call((client) => client.sendHeartbeat(heartbeat))
  const least: HeartbeatWire = { nodes: [...nodeIds] }
  const withLost: HeartbeatWire = lost.length > 0 ? { ...least, lost } : least
  const sendLost = () => sendOrOlder({ request: withLost, older: lost.length > 0 ? least : null }, send)
  if (own.length === 0) return await sendLost()
  return await sendOrOlder({ request: { ...withLost, fingerprints: [...own] }, older: withLost }, (one) =>
    one === withLost ? sendLost() : send(one),
  )
}

/** Returns the nodes with GPUs that do not respond and that no lease holds, with the number of these GPUs. */
async function lostGpusOf({ countLostGpus }: Pick<Measured, 'countLostGpus'>, nodeIds: readonly string[]): Promise<{ node: string; gpus: number }[]> {
  const counted = await Promise.all(nodeIds.map(async (node) => ({ node, gpus: await countLostGpus(node) })))
  return counted.filter(({ gpus }) => gpus > 0)
}

async function openReadings({ grid, dataDir, lostBefore }: Measured, gpus: GpuWatch): Promise<MachineReadings> {
  const [cpuEnergy, xids] = await Promise.all([CpuEnergy.open(), XidWatch.open()])
  return new MachineReadings({ gpus, cpuEnergy, xids, grid, dataDir, lostBefore })
}

/**
 * Adds the state of the lease's image, and its port at which visitors find no program, to a sample. Without them, the sample has no such fields, because older
 * markets do not know them.
 */
function withLeaseState(sample: Sample, { imageOf, closedPortOf }: Measured): Sample {
  if (sample.leaseId === null) return sample
  const [image, closedPort] = [imageOf(sample.leaseId), closedPortOf(sample.leaseId)]
  return { ...sample, ...(image !== null && { image }), ...(closedPort !== null && { closedPort }) }
}

/** Starts to measure the GPUs of this machine: NVIDIA's, or AMD's if NVIDIA's program is not installed. If neither program is installed, starts no process. */
function watchGpus({ logger }: { logger: Logger }): GpuWatch {
  let isStopped = false
  let watch: GpuWatch = watchNvidia({
    logger,
    onMissing: () => {
      if (!isStopped) watch = watchAmd()
    },
  })
  return {
    readings: () => watch.readings(),
    stop() {
      isStopped = true
      watch.stop()
    },
  }
}
