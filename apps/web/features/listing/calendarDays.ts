import { zonedDate } from '#web/parts/format/zonedDate.ts'

/** One day of the calendar: free GPUs per hour, null for hours before now or beyond what is known. */
export type CalendarDay = { readonly startsAt: number; readonly free: readonly (number | null)[] }

const hoursADay = 24

/** Cuts free GPUs per hour, from `fromHour` (Unix hours) on, into days of the reader's zone as it is now, the first one padded with nulls. */
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

/** By how many whole hours the reader's zone is ahead of UTC: where its hours begin at the half, a day of theirs begins at 0:30. */
function hoursAhead(hour: number): number {
  return Math.floor((zonedDate(hour * 3_600).getTime() / 1_000 - hour * 3_600) / 3_600)
}

/** How many days of a Monday-first week lie before this one. */
export function daysSinceMonday(startsAt: number): number {
  return (zonedDate(startsAt).getUTCDay() + 6) % 7
}

/** How far the hours of a part of a day are free for so many GPUs: all, some or none of the hours that are still to come. */
export function shareFree(free: readonly (number | null)[], gpus: number): 'all' | 'some' | 'none' | 'past' {
  const known = free.filter((value) => value !== null)
  if (known.length === 0) return 'past'
  const fitting = known.filter((value) => value >= gpus).length
  if (fitting === 0) return 'none'
  return fitting === known.length ? 'all' : 'some'
}
