import { listLeaseTelemetry } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { TelemetryWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeSamples } from './describeSamples.ts'
import { energyOfLease } from './energyOfLease.ts'
import { findOwnLease } from './findOwnLease.ts'

/**
 * Resolutions of stored telemetry. `of` names the table, `seconds` is the span of one row, `mostHours` is the longest query, and rows are deleted after
 * `keptHours`.
 */
export const telemetryResolutions = [
  { of: 'reading', seconds: 5, mostHours: 1, keptHours: 24 },
  { of: 'minute', seconds: 60, mostHours: 24, keptHours: 30 * 24 },
  { of: 'hour', seconds: 3_600, mostHours: 720, keptHours: 2 * 365 * 24 },
] as const

/** One row of the table `telemetryResolutions`. */
type TelemetryResolution = (typeof telemetryResolutions)[number]

/**
 * Returns the finest resolution that allows a query of `hours` hours and still stores the rows from `agoHours` hours ago. If no resolution fits, returns the
 * coarsest one.
 */
export function telemetryResolution({ hours, agoHours }: { hours: number; agoHours: number }): TelemetryResolution {
  return telemetryResolutions.find(({ mostHours, keptHours }) => hours <= mostHours && agoHours <= keptHours) ?? telemetryResolutions[2]
}

const mostSamples = 1_440
const hourMs = 3_600_000

/**
 * Lists a lease's telemetry, oldest first, in the resolution that `telemetryResolution` selects. Returns at most `mostSamples` samples. Covers the last `hours`
 * hours before now or, for a closed lease, before it was closed. Refuses with `lease.unknown`, `auth.forbidden`, and with `lease.not_holder` for an account
 * that transferred the lease before it was ready.
 */
export async function readTelemetry(
  services: Services,
  { account, leaseId, hours }: { account: Address; leaseId: string; hours: number },
): Promise<TelemetryWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeMetrics' })
  if (isRefusal(own)) return own
  const { closedAt } = own.row
  const nowMs = Date.now()
  const toMs = closedAt === null ? nowMs : Math.min(nowMs, Number(closedAt) * 1_000)
  const fromMs = toMs - hours * hourMs
  const { of, seconds } = telemetryResolution({ hours, agoHours: (nowMs - fromMs) / hourMs })
  // Read a longer time range than was requested. A row is dated by the start of its span, so the range begins one span earlier. The clock of a machine may be
  // ahead of the server's, so the range ends one hour later.
  const range = { from: new Date(fromMs - seconds * 1_000), to: new Date(toMs + hourMs) }
  const { leaseId: id, nodeId } = own.row
  const [rows, energy] = await Promise.all([
    listLeaseTelemetry(services.db, { nodeId, leaseId: id, of, ...range, limit: mostSamples }),
    energyOfLease(services, { nodeId, leaseId: id }),
  ])
  return {
    resolutionSeconds: seconds,
    samples: describeSamples(rows),
    energy,
  }
}
