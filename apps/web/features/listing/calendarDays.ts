import { zonedDate } from '#web/parts/format/zonedDate.ts'

/** One calendar day: the number of free GPUs in each hour. The number is null for past hours and for hours beyond the calendar. */
export type CalendarDay = { readonly startsAt: number; readonly free: readonly (number | null)[] }

const hoursADay = 24

/**
 * Splits the numbers of free GPUs per hour, from `fromHour` (a Unix hour), into days of the reader's time zone. The first day begins with nulls for its hours
 * before `fromHour`.
 */
export function calendarDays({ fromHour, freeGpus }: { readonly fromHour: number; readonly freeGpus: readonly number[] }): CalendarDay[] {
  const ahead = hoursAhead(fromHour)
  const firstDay = Math.floor((fromHour + ahead) / hoursADay)
  const lastDay = Math.floor((fromHour + ahead + freeGpus.length - 1) / hoursADay)
  return Array.from({ length: lastDay - firstDay + 1 }, (_, index) => {
    const startHour = (firstDay + index) * hoursADay - ahead
    const free = Array.from({ length: hoursADay }, (_hour, hour) => freeGpus[startHour + hour - fromHour] ?? null)
    return { startsAt: startHour * 3_600, free }
  })
}

/** Returns how many whole hours the reader's time zone is ahead of UTC, rounded down. So in a zone with half an hour, a day begins at 0:30. */
function hoursAhead(hour: number): number {
  return Math.floor((zonedDate(hour * 3_600).getTime() / 1_000 - hour * 3_600) / 3_600)
}

/** Returns the number of days since Monday for this day. */
export function daysSinceMonday(startsAt: number): number {
  return (zonedDate(startsAt).getUTCDay() + 6) % 7
}

/** Returns whether all, some or none of the coming hours of a day have at least `gpus` free GPUs; `past` if the day has no coming hours. */
export function shareFree(free: readonly (number | null)[], gpus: number): 'all' | 'some' | 'none' | 'past' {
  const known = free.filter((value) => value !== null)
  if (known.length === 0) return 'past'
  const fitting = known.filter((value) => value >= gpus).length
  if (fitting === 0) return 'none'
  return fitting === known.length ? 'all' : 'some'
}
