import { deleteTelemetryBefore, rollUpTelemetry, tryLock } from '@infinitio/db'
import { telemetryResolutions } from '../actions/leases/readTelemetry.ts'
import type { Services } from '../services/services.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const never = new Date(0)

/**
 * Sums up telemetry rows into one row per minute, and these into one row per hour. Deletes rows that are too old. Each run calculates the last 15 minutes and
 * the last 3 hours again, so that telemetry that arrives late counts. Runs on one server at a time.
 */
export async function rollUpReadings({ db }: Pick<Services, 'db'>, { nowMs }: { nowMs: number }): Promise<void> {
  const minute = (agoMs: number) => new Date(Math.floor((nowMs - agoMs) / minuteMs) * minuteMs)
  const hour = (agoMs: number) => new Date(Math.floor((nowMs - agoMs) / hourMs) * hourMs)
  const [readings, minutes, hours] = telemetryResolutions
  await db.transaction(async (tx) => {
    if (!(await tryLock(tx, 'telemetry'))) return
    const readingsEnd = minute(readings.keptHours * hourMs)
    await rollUpTelemetry(tx, { into: 'minute', from: minute(15 * minuteMs), to: minute(0) })
    await rollUpTelemetry(tx, { into: 'minute', from: never, to: readingsEnd })
    await deleteTelemetryBefore(tx, { of: 'reading', before: readingsEnd })
    const minutesEnd = hour(minutes.keptHours * hourMs)
    await rollUpTelemetry(tx, { into: 'hour', from: hour(3 * hourMs), to: hour(0) })
    await rollUpTelemetry(tx, { into: 'hour', from: never, to: minutesEnd })
    await deleteTelemetryBefore(tx, { of: 'minute', before: minutesEnd })
    await deleteTelemetryBefore(tx, { of: 'hour', before: hour(hours.keptHours * hourMs) })
  })
}
