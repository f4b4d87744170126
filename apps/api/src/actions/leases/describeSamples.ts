import type { TelemetryRow } from '@infinitio/db'
import type { GpuReadingWire, TelemetrySampleWire } from '@infinitio/domain/wire'

/** Converts telemetry readings, oldest first, for the API. Only the newest reading contains its GPUs one by one, because charts use the sums. Pure. */
export function describeSamples(rows: readonly TelemetryRow[]): TelemetrySampleWire[] {
  return rows.map(({ nodeId: _nodeId, ...row }, index) => ({
    ...row,
    leaseId: row.leaseId?.toString() ?? null,
    at: Math.floor(row.at.getTime() / 1_000),
    // This server wrote the JSON from a checked report, so its shape needs no check.
    gpus: row.gpus === null || index < rows.length - 1 ? null : (JSON.parse(row.gpus) as GpuReadingWire[]),
  }))
}
