import type { EarningsBy } from '@infinitio/domain/wire'

/** A time span in Unix seconds. It contains `from` and does not contain `until`. */
export type Period = { readonly from: number; readonly until: number }

/** Number of periods shown, including the current one. */
export const periodsShown = { day: 31, week: 13, month: 12 } as const satisfies Record<EarningsBy, number>

const daySeconds = 86_400
/** The first Monday after 1970-01-01, in Unix seconds. */
const firstMonday = 4 * daySeconds

/** Returns the last periods up to `now`, oldest first: days, weeks from Monday, or months, all in UTC. */
export function earningPeriods(by: EarningsBy, now: number): Period[] {
  const count = periodsShown[by]
  return Array.from({ length: count }, (_, at) => periodOf(by, now, at + 1 - count))
}

/** Returns the first second of a month such as "2026-11" and the first second after it, in UTC. */
export function monthPeriod(month: string): Period {
  const [year, number] = month.split('-').map(Number)
  return monthAt(year ?? 0, (number ?? 1) - 1)
}

/** Returns the first second of a year such as "2026" and the first second after it, in UTC. */
export function yearPeriod(year: string): Period {
  return { from: monthAt(Number(year), 0).from, until: monthAt(Number(year), 11).until }
}

function periodOf(by: EarningsBy, now: number, offset: number): Period {
  switch (by) {
    case 'day': {
      const from = now - (now % daySeconds) + offset * daySeconds
      return { from, until: from + daySeconds }
    }
    case 'week': {
      const from = now - ((now - firstMonday) % (7 * daySeconds)) + offset * 7 * daySeconds
      return { from, until: from + 7 * daySeconds }
    }
    case 'month': {
      const at = new Date(now * 1_000)
      return monthAt(at.getUTCFullYear(), at.getUTCMonth() + offset)
    }
  }
}

function monthAt(year: number, month: number): Period {
  return { from: Date.UTC(year, month) / 1_000, until: Date.UTC(year, month + 1) / 1_000 }
}
