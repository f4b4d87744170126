import type { TelemetryReportWire } from '@infinitio/domain/wire'
import type { MeasuredGpu } from '../../detect/measuredGpu.ts'

type Faults = Pick<TelemetryReportWire['samples'][number], 'gpuMemoryErrors' | 'gpusLost'>

/** Counts hardware faults of each lease's GPUs since its first measurement: memory errors that ECC could not correct, and GPUs that the driver lost. */
export class LeaseGpuFaults {
  /** For each lease, the errors counted so far, and the driver's counter of each GPU at the last look. */
  readonly #leases = new Map<string, { errors: number; readonly counters: Map<string, number> }>()

  /**
   * Returns the faults of a lease's GPUs. Leaves out counts of 0, because older markets do not know these fields. The driver's counters start again at 0 when
   * the driver is loaded, so a counter that fell counts from 0.
   */
  look(leaseId: string, gpus: readonly MeasuredGpu[]): Faults {
    const known = this.#leases.get(leaseId) ?? { errors: 0, counters: new Map<string, number>() }
    for (const { uuid, eccErrors } of gpus) {
      if (uuid === null || eccErrors === null) continue
      const before = known.counters.get(uuid) ?? eccErrors
      known.errors += eccErrors < before ? eccErrors : eccErrors - before
      known.counters.set(uuid, eccErrors)
    }
    this.#leases.set(leaseId, known)
    const lost = gpus.filter(({ isLost }) => isLost === true).length
    return { ...(known.errors > 0 && { gpuMemoryErrors: known.errors }), ...(lost > 0 && { gpusLost: lost }) }
  }

  /** Forgets all leases but these. */
  keep(leaseIds: ReadonlySet<string>): void {
    for (const leaseId of this.#leases.keys()) if (!leaseIds.has(leaseId)) this.#leases.delete(leaseId)
  }
}
