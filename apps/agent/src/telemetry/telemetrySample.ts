import type { TelemetrySampleWire } from '@infinitio/domain/wire'
import type { MachineCounters } from './readMachine.ts'

const mib = 1024 ** 2
const gib = 1024 ** 3

/**
 * The reading between two looks at a machine: CPU in percent of all cores (0 to 100, one decimal), RAM in MiB, disk in GiB with one
 * decimal, network in KiB since the look before. `at` is Unix seconds of the wall clock.
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
