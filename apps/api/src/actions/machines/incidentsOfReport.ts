import type { LeaseIncidentPart } from '@infinitio/db'
import { hardwareXids } from '@infinitio/domain'
import type { TelemetryReportWire } from '@infinitio/domain/wire'

type Sample = TelemetryReportWire['samples'][number]

/** A lease's disk counts as full when it has less free space than this, in GiB. */
const leastFreeGib = 0.01
/** A machine's disk counts as full when it has less free space than this, in GiB. Agents report its size with one decimal. */
const leastFreeOfMachineGib = 0.05
/** A lease's disk has its own limit if it is smaller than this share of the machine's disk. Without a limit, the lease reports the machine's whole disk. */
const ownDiskShare = 0.99

/**
 * Returns the incidents of leases that a telemetry report shows: hardware errors, failures of workloads, and a full disk of the machine for leases whose own
 * disk has a limit and is not full. Pure.
 */
export function incidentsOfReport({ samples }: TelemetryReportWire): LeaseIncidentPart[] {
  const machines = new Map(samples.filter(({ leaseId }) => leaseId === null).map((sample) => [sample.nodeId, sample]))
  return samples.flatMap((sample) => incidentsOf(sample, machines.get(sample.nodeId) ?? null))
}

/** `gpus` of the sample are only the GPUs of its lease. */
function incidentsOf(sample: Sample, machine: Sample | null): LeaseIncidentPart[] {
  const { nodeId, leaseId, gpus, exitCode, memoryKills, gpuMemoryErrors, gpusLost, closedPort } = sample
  if (leaseId === null) return []
  const part = { nodeId, leaseId: BigInt(leaseId) }
  const xid = (gpus ?? []).find((gpu) => gpu.xid !== null && hardwareXids.has(gpu.xid))?.xid ?? null
  const isFull = isFullBelow(sample, leastFreeGib)
  return [
    ...(xid === null ? [] : [{ ...part, incident: 'gpu_error' as const, value: xid }]),
    ...counted(part, 'gpu_memory', gpuMemoryErrors),
    ...counted(part, 'gpu_lost', gpusLost),
    ...counted(part, 'script_exit', exitCode),
    ...counted(part, 'out_of_memory', memoryKills),
    ...counted(part, 'port_closed', closedPort),
    ...(isFull ? [{ ...part, incident: 'disk_full' as const, value: null }] : []),
    ...(!isFull && isMachineFull(sample, machine) ? [{ ...part, incident: 'machine_disk' as const, value: null }] : []),
  ]
}

function counted(
  part: Pick<LeaseIncidentPart, 'nodeId' | 'leaseId'>,
  incident: LeaseIncidentPart['incident'],
  value: number | null | undefined,
): LeaseIncidentPart[] {
  return value == null || value === 0 ? [] : [{ ...part, incident, value }]
}

/** A lease without its own limit can fill the machine's disk itself, so a full disk of its machine shows nothing. */
function isMachineFull({ diskTotalGib }: Sample, machine: Sample | null): boolean {
  if (machine === null || diskTotalGib === null || machine.diskTotalGib === null) return false
  return diskTotalGib < machine.diskTotalGib * ownDiskShare && isFullBelow(machine, leastFreeOfMachineGib)
}

function isFullBelow({ diskUsedGib, diskTotalGib }: Sample, leastGib: number): boolean {
  return diskUsedGib !== null && diskTotalGib !== null && diskTotalGib > 0 && diskTotalGib - diskUsedGib < leastGib
}
