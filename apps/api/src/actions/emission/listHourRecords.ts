import { freezeHour, type HourRecordRow, listHourRecords as listRows } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import type { HourRecordsWire } from '@infinitio/domain/wire'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import type { Services } from '../../services/services.ts'

const hourSeconds = 3_600
const mostHours = 72
/** The serving time of machines in an hour is counted completely only this many seconds after the end of the hour. */
const afterSeconds = 60
/** Counts of serving time are deleted after this many hours. If nobody requested an hour's record by then, that hour never gets one. */
const oldestHours = 168

/**
 * Returns the records of serving time of completed hours from `first` to `last`, both included. The first request for an hour freezes its record. Refuses with
 * `api.invalid_field` unless 1 to 72 hours are requested. Refuses with `api.not_found` until a minute after the last hour, and for an hour more than a week ago
 * without a record, unless the caller wants to skip such hours. Throws ChainUnavailableError.
 */
export async function listHourRecords(
  { db, clock }: Services,
  { first, last, missing: skipped }: { first: number; last: number; missing?: 'skip' | undefined },
): Promise<HourRecordsWire | Refusal> {
  if (last < first || last - first >= mostHours) return { rejected: 'api.invalid_field', detail: `first and last: at most ${mostHours} hours` }
  const { ok, now } = clock.read()
  // Without the chain's time, the record of an hour could be frozen before the hour ends.
  if (!ok) throw new ChainUnavailableError('the time of the chain is not known')
  if (now < (last + 1) * hourSeconds + afterSeconds) return { rejected: 'api.not_found', detail: `the hour ${last} is not over for a minute` }
  const known = await readRows(db, { first, last })
  const missing = hoursBetween(first, last).filter((hour) => !known.has(hour))
  const isTooOld = (hour: number) => hour < now / hourSeconds - oldestHours
  const tooOld = missing.filter(isTooOld)
  if (tooOld[0] !== undefined && skipped !== 'skip') return { rejected: 'api.not_found', detail: `the hour ${tooOld[0]} has no record` }
  for (const hour of missing) if (!isTooOld(hour)) await freezeHour(db, { hour: BigInt(hour) })
  const rows = missing.length === 0 ? known : await readRows(db, { first, last })
  const shown = hoursBetween(first, last).filter((hour) => !tooOld.includes(hour))
  return {
    hours: shown.map((hour) => ({
      hour,
      nodes: JSON.parse(rows.get(hour) ?? '[]') as HourRecordsWire['hours'][number]['nodes'],
    })),
  }
}

async function readRows(db: Services['db'], { first, last }: { first: number; last: number }): Promise<Map<number, string>> {
  const rows = await listRows(db, { first: BigInt(first), last: BigInt(last) })
  return new Map(rows.map(({ hour, record }: HourRecordRow) => [Number(hour), record]))
}

function hoursBetween(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, place) => first + place)
}
