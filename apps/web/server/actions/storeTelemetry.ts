import { insertTelemetry } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { TelemetryReportWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'

/** Stores readings of the session's own nodes. Refuses with `auth.forbidden`. */
export async function storeTelemetry(
  { db }: Services,
  { report, nodeIds }: { report: TelemetryReportWire; nodeIds: readonly string[] },
): Promise<null | Refusal> {
  const own = new Set(nodeIds)
  const foreign = report.samples.find((sample) => !own.has(sample.nodeId))
  if (foreign !== undefined) return { rejected: 'auth.forbidden', detail: foreign.nodeId }
  const rows = report.samples.map((sample) => ({
    ...sample,
    leaseId: sample.leaseId === null ? null : BigInt(sample.leaseId),
    at: new Date(sample.at * 1_000),
  }))
  await insertTelemetry(db, { rows })
  return null
}
