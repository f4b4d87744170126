import type { GpuReadingWire, TelemetrySampleWire } from '@infinitio/domain/wire'
import type { MachineCounters } from './readMachine.ts'
import type { SandboxStats } from '../runtime/runtime.ts'

/** The measurement of a lease at one moment. `atMs` and `firstMs` (its first measurement) are by this process's monotonic clock. */
export type LeaseLook = { atMs: number; firstMs: number; stats: SandboxStats; exitCode: number | null }

const mib = 1024 ** 2
const gib = 1024 ** 3

/**
 * Returns the sample for the time between two measurements of a machine. CPU is in percent of all cores (0 to 100, one decimal), RAM in MiB, disk in GiB with
 * one decimal, network in KiB since the earlier measurement. `at` is the time of the sample, in Unix seconds of the wall clock.
 */
export function telemetrySample({ before, now, at }: { before: MachineCounters; now: MachineCounters; at: number }): TelemetrySampleWire {
  const cpuTotal = now.cpuTotalMs - before.cpuTotalMs
  const cpuPercent = cpuTotal <= 0 ? 0 : ((now.cpuBusyMs - before.cpuBusyMs) / cpuTotal) * 100
  return {
    leaseId: null,
    at,
    cpuPercent: oneDecimal(Math.min(100, Math.max(0, cpuPercent))),
    ramUsedMib: Math.round(now.ramUsedBytes / mib),
    ramTotalMib: Math.round(now.ramTotalBytes / mib),
    diskUsedGib: oneDecimal(now.diskUsedBytes / gib),
    diskTotalGib: oneDecimal(now.diskTotalBytes / gib),
    netRxKib: Math.round(Math.max(0, now.netRxBytes - before.netRxBytes) / 1024),
    netTxKib: Math.round(Math.max(0, now.netTxBytes - before.netTxBytes) / 1024),
  }
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10
}

/**
 * Returns the sample of a lease for the time between two measurements: CPU in percent of the lease's limit (0 to 100, one decimal), RAM in MiB, disk in GiB
 * with three decimals, network in KiB since the earlier measurement. Disk and network are null if the runtime cannot measure them. `at` is the time of the
 * sample, in Unix seconds of the wall clock.
 */
export function leaseSample({ leaseId, before, now, at }: { leaseId: string; before: LeaseLook; now: LeaseLook; at: number }): TelemetrySampleWire {
  const { stats } = now
  const allowedMs = (now.atMs - before.atMs) * stats.cpus
  const cpuPercent = allowedMs <= 0 ? 0 : (leaseCpuMs(before, now) / allowedMs) * 100
  const kib = (what: 'rxBytes' | 'txBytes'): number | null =>
    stats.network === null || before.stats.network === null ? null : Math.round(Math.max(0, stats.network[what] - before.stats.network[what]) / 1024)
  return {
    leaseId,
    at,
    cpuPercent: Math.round(Math.min(100, cpuPercent) * 10) / 10,
    ramUsedMib: Math.round(stats.ramUsedBytes / mib),
    ramTotalMib: Math.round(stats.ramTotalBytes / mib),
    diskUsedGib: stats.disk === null ? null : Math.round((stats.disk.usedBytes / gib) * 1_000) / 1_000,
    diskTotalGib: stats.disk === null ? null : Math.round((stats.disk.totalBytes / gib) * 1_000) / 1_000,
    netRxKib: kib('rxBytes'),
    netTxKib: kib('txBytes'),
  }
}

/** Returns the CPU time that a lease used between two measurements, in ms. Never negative, even if the container was restarted in between. */
export function leaseCpuMs(before: LeaseLook, now: LeaseLook): number {
  return Math.max(0, now.stats.cpuMs - before.stats.cpuMs)
}

/**
 * Combines the values of several GPUs for charts: the mean use in percent, the total memory in use, and the total watts. If a GPU does not report one of these,
 * it is left out of that sum or mean. A result is null if no GPU reports the value.
 */
export function gpuSums(gpus: readonly GpuReadingWire[]): Pick<TelemetrySampleWire, 'gpuPercent' | 'gpuMemoryUsedMib' | 'gpuWatts'> {
  const told = (what: 'percent' | 'memoryUsedMib' | 'watts'): number[] => gpus.flatMap((gpu) => gpu[what] ?? [])
  const sum = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((all, value) => all + value, 0))
  const percents = told('percent')
  const percent = sum(percents)
  return {
    gpuPercent: percent === null ? null : percent / percents.length,
    gpuMemoryUsedMib: sum(told('memoryUsedMib')),
    gpuWatts: sum(told('watts')),
  }
}
