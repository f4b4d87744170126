import type { MachineGrid } from '@infinitio/domain'
import type { GpuReadingWire, TelemetryReportWire } from '@infinitio/domain/wire'
import type { Sandbox } from '../runtime/runtime.ts'
import { type CpuEnergy, type CpuUse, cpuWattsOf, wattHours } from './energy/cpuEnergy.ts'
import type { GpuWatch, MeasuredGpu } from '../detect/measuredGpu.ts'
import { kernelAddress } from '../detect/pciGpus.ts'
import { scriptExitCode } from '../runtime/scriptExitCode.ts'
import { LeaseGpuFaults } from './gpus/leaseGpuFaults.ts'
import { placeOnBus, type XidWatch } from './gpus/xidWatch.ts'
import { gpuSums, leaseCpuMs, type LeaseLook, leaseSample, telemetrySample } from './telemetrySample.ts'
import { type MachineCounters, readMachine } from './readMachine.ts'

type Sample = TelemetryReportWire['samples'][number]

/** Maximum number of GPUs in one report. Further ones are left out. */
const mostGpus = 64

/** A node of this machine with the running leases on it. */
export type MeasuredNode = { nodeId: string; sandboxes: readonly Sandbox[] }

/**
 * The fields of a machine's report that no instrument measures: leases that could not be wiped, and trouble with signing asks. Without such trouble,
 * `signingTrouble` is left out, because older markets do not know the field.
 */
export type UnmeasuredFields = Pick<Sample, 'residueLeases' | 'signingTrouble'>

/**
 * The instruments that measure a machine. `grid` is the carbon intensity of its electricity, null if that is unknown. `lostBefore` has the PCI addresses of the
 * GPUs that were lost in an earlier run of the agent.
 */
export type Instruments = {
  gpus: GpuWatch
  cpuEnergy: CpuEnergy
  xids: XidWatch
  grid: MachineGrid | null
  dataDir: string
  lostBefore: ReadonlySet<string>
}

/** Measures this machine and its leases repeatedly. Each reading covers the time between two measurements. */
export class MachineReadings {
  readonly #instruments: Instruments
  #machine: MachineCounters | null = null
  #leases = new Map<string, LeaseLook>()
  readonly #gpuFaults = new LeaseGpuFaults()
  readonly #lostGpus: Set<string>
  /** For each lease, the energy in Wh that the market does not know yet: no report with it was accepted. */
  readonly #untold = new Map<string, number>()

  constructor(instruments: Instruments) {
    this.#instruments = instruments
    this.#lostGpus = new Set(instruments.lostBefore)
  }

  /**
   * Measures the machine. Returns one sample for each of its nodes, and one for each lease that the previous call also measured. Returns an empty list at the
   * first call, because a sample covers the time between two calls.
   */
  async look(nodes: readonly MeasuredNode[], unmeasured: UnmeasuredFields): Promise<Sample[]> {
    const { gpus: watch, cpuEnergy, xids, dataDir } = this.#instruments
    const [now, joules] = await Promise.all([readMachine(dataDir), cpuEnergy.joulesSince()])
    const gpus = watch.readings().slice(0, mostGpus)
    for (const { busId, isLost } of gpus) {
      const address = kernelAddress(busId ?? '')
      if (address === null) continue
      if (isLost === true) this.#lostGpus.add(address)
      else this.#lostGpus.delete(address)
    }
    if (gpus.length > 0) await xids.look()
    const withXids = gpus.map((gpu) => ({ ...gpu, xid: xids.of(gpu.busId) }))
    const before = this.#machine
    const leasesBefore = this.#leases
    this.#machine = now
    this.#leases = await lookAtLeases(
      nodes.flatMap(({ sandboxes }) => sandboxes),
      leasesBefore,
    )
    this.#gpuFaults.keep(new Set(this.#leases.keys()))
    if (before === null) return []
    const cpu = { elapsedMs: now.atMs - before.atMs, busyMs: Math.max(0, now.cpuBusyMs - before.cpuBusyMs), joules }
    const at = Math.floor(Date.now() / 1_000)
    const machine = {
      ...telemetrySample({ before, now, at }),
      ...{ ...gpuSums(gpus), gpus: withXids.map(toWire), cpuWatts: cpuWattsOf(cpu.busyMs, cpu), ...unmeasured },
    }
    return nodes.flatMap(({ nodeId, sandboxes }) => [
      { ...machine, nodeId },
      ...sandboxes.flatMap(({ leaseId }) => {
        const look = this.#leases.get(leaseId)
        const last = leasesBefore.get(leaseId)
        if (look === undefined || last === undefined) return []
        return [this.#ofLease({ nodeId, leaseId, before: last, now: look, at, cpu, gpus, sharedBy: sandboxes.length })]
      }),
    ])
  }

  /** Returns the PCI addresses of the GPUs that the driver reported as lost at their last reading, also in an earlier run. A missing reading changes nothing. */
  lostGpus(): ReadonlySet<string> {
    return this.#lostGpus
  }

  /** Must be called when the market has accepted a report with these readings, so that their energy is not reported again. */
  taken(samples: readonly Sample[]): void {
    for (const { leaseId } of samples) if (leaseId !== null) this.#untold.delete(leaseId)
  }

  /** Stops the instruments. Do not call `look` afterwards. */
  async close(): Promise<void> {
    this.#instruments.gpus.stop()
    await this.#instruments.xids.close()
  }

  /**
   * Returns the measured values of a lease. Leases without their own GPUs share all GPUs of the machine, and each of these leases gets an equal part of the
   * GPUs' power. Other values of shared GPUs are null, unless this lease is the only one that shares them.
   */
  #ofLease({ cpu, gpus, sharedBy, nodeId, ...looks }: LeaseLooks): Sample {
    const { devices } = looks.now.stats
    // Errors of the GPU that happened before the lease began do not count.
    const since = { sinceMs: looks.now.firstMs }
    const own = (devices === null ? gpus : gpusOfDevices(gpus, devices)).map((gpu) => ({ ...gpu, xid: this.#instruments.xids.of(gpu.busId, since) }))
    const part = devices === null ? 1 / sharedBy : 1
    const sums = gpuSums(own)
    const gpuWatts = sums.gpuWatts == null ? null : sums.gpuWatts * part
    const cpuWatts = cpuWattsOf(leaseCpuMs(looks.before, looks.now), cpu)
    const energyWh = (this.#untold.get(looks.leaseId) ?? 0) + wattHours((gpuWatts ?? 0) + cpuWatts, cpu.elapsedMs)
    this.#untold.set(looks.leaseId, energyWh)
    const { grid } = this.#instruments
    return {
      ...leaseSample(looks),
      ...(part === 1
        ? { ...sums, gpus: own.map(toWire), ...this.#gpuFaults.look(looks.leaseId, own) }
        : { gpuPercent: null, gpuMemoryUsedMib: null, gpus: null }),
      // Leave out an exit code or a number of memory kills that is 0 or missing, as older markets expect.
      ...((looks.now.exitCode ?? 0) > 0 && { exitCode: looks.now.exitCode }),
      ...((looks.now.stats.memoryKills ?? 0) > 0 && { memoryKills: looks.now.stats.memoryKills }),
      ...{ nodeId, gpuWatts, cpuWatts, energyWh, cpuBasis: cpu.joules === null ? 'estimate' : 'rapl' },
      gco2Grams: grid === null ? null : (energyWh / 1_000) * grid.gramsPerKwh,
      grid: grid === null ? null : gridText(grid),
    }
  }
}

type LeaseLooks = {
  nodeId: string
  leaseId: string
  before: LeaseLook
  now: LeaseLook
  at: number
  cpu: CpuUse
  gpus: readonly MeasuredGpu[]
  sharedBy: number
}

/** Measures the leases of these sandboxes. Leaves out leases that are not running, and leases that ended during the measurement. */
async function lookAtLeases(sandboxes: readonly Sandbox[], before: ReadonlyMap<string, LeaseLook>): Promise<Map<string, LeaseLook>> {
  const looks = await Promise.all(
    sandboxes.map(async (sandbox) => {
      const [stats, exitCode] = await Promise.all([sandbox.stats().catch(() => null), scriptExitCode(sandbox.logFile)])
      const atMs = performance.now()
      return stats === null ? [] : [[sandbox.leaseId, { atMs, firstMs: before.get(sandbox.leaseId)?.firstMs ?? atMs, stats, exitCode }] as const]
    }),
  )
  return new Map(looks.flat())
}

/** Describes where the number of grams of carbon dioxide per kWh comes from. */
function gridText({ country, gramsPerKwh, year, basis }: MachineGrid): string {
  return `${country}, ${gramsPerKwh} g/kWh, mean of ${year}; country ${basis === 'provider' ? 'named by the provider' : 'by the region'}`
}

function toWire({ uuid: _uuid, busId: _busId, isLost: _isLost, ...gpu }: MeasuredGpu): GpuReadingWire {
  return gpu
}

/** The form of a GPU's address on the PCI bus: `0000:65:00.0`. */
const pciAddress = /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f]$/i

/**
 * Returns the GPUs of a lease, by the names of its devices: `nvidia.com/gpu=0`, `=all`, `=GPU-…`, or a PCI address. Leaves out a part of a GPU (`=0:1`, a MIG
 * device), because it has no separate reading.
 */
export function gpusOfDevices(gpus: readonly MeasuredGpu[], devices: readonly string[]): MeasuredGpu[] {
  const wanted = devices.flatMap((device) => /^(?:nvidia\.com|amd\.com)\/gpu=(.+)$/.exec(device)?.[1] ?? [])
  const places = devices.filter((device) => pciAddress.test(device)).map(placeOnBus)
  return gpus.filter(
    ({ index, uuid, busId }) =>
      wanted.includes('all') ||
      wanted.includes(String(index)) ||
      (uuid !== null && wanted.includes(uuid)) ||
      (busId !== null && places.includes(placeOnBus(busId))),
  )
}
