import { zonedDate } from '#web/parts/format/zonedDate.ts'
import { reading } from '#web/i18n/reading.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const weekdays = { en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'], zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] } as const

const two = (value: number): string => value.toString().padStart(2, '0')

/** Returns Unix seconds as "14:32:35" or "2:32:35 PM". All functions of this file use the reader's zone, except those that begin with `utc`. */
export function clockText(unixSeconds: number): string {
  return wallText(unixSeconds, `:${two(zonedDate(unixSeconds).getUTCSeconds())}`)
}

/** Returns Unix seconds as "14:32". */
export function minuteText(unixSeconds: number): string {
  return wallText(unixSeconds, '')
}

/** Returns the hour of a time in Unix seconds in as few characters as possible: "14" or "2p". */
export function hourMark(unixSeconds: number): string {
  const hours = zonedDate(unixSeconds).getUTCHours()
  return reading().clock === '24' ? two(hours) : `${hours % 12 || 12}${hours < 12 ? 'a' : 'p'}`
}

/** Returns Unix seconds as "20 Nov". */
export function dayText(unixSeconds: number): string {
  return dateText(zonedDate(unixSeconds))
}

/** Returns the start of a UTC day, in Unix seconds, as "20 Nov" in every zone. */
export function utcDayText(unixSeconds: number): string {
  return dateText(new Date(unixSeconds * 1_000))
}

/** Returns the start of a UTC day, in Unix seconds, as "Fri 20 Nov" in every zone. */
export function utcWeekdayText(unixSeconds: number): string {
  const at = new Date(unixSeconds * 1_000)
  return weekdayAndDate(weekdays[reading().language][at.getUTCDay()] ?? '', dateText(at))
}

function dateText(at: Date): string {
  return reading().language === 'zh' ? `${at.getUTCMonth() + 1}月${at.getUTCDate()}日` : `${at.getUTCDate()} ${months[at.getUTCMonth()]}`
}

function weekdayOf(unixSeconds: number): string {
  return weekdays[reading().language][zonedDate(unixSeconds).getUTCDay()] ?? ''
}

/** Returns Unix seconds as "Sat 21 Nov". */
export function weekdayText(unixSeconds: number): string {
  return weekdayAndDate(weekdayOf(unixSeconds), dayText(unixSeconds))
}

function weekdayAndDate(weekday: string, date: string): string {
  return reading().language === 'zh' ? `${date} ${weekday}` : `${weekday} ${date}`
}

/** Returns Unix seconds as "Sat 21 Nov, 14:33". */
export function momentText(unixSeconds: number): string {
  return momentOf(unixSeconds, minuteText(unixSeconds))
}

/** Returns Unix seconds as "Sat 21 Nov, 14:33 China Time", for a deadline that costs money. */
export function deadlineText(unixSeconds: number): string {
  return `${momentText(unixSeconds)} ${reading().zoneName}`
}

/** Returns Unix seconds as "Sat 21 Nov, 14:33:05". */
export function secondText(unixSeconds: number): string {
  return momentOf(unixSeconds, clockText(unixSeconds))
}

function momentOf(unixSeconds: number, time: string): string {
  return `${weekdayText(unixSeconds)}${reading().language === 'zh' ? ' ' : ', '}${time}`
}

/** Returns a future moment (Unix seconds) relative to `now`: "Sat 14:33" within six days, else "27 Nov, 14:33". */
export function soonText(unixSeconds: number, now: number): string {
  if (unixSeconds - now >= 6 * 86_400) return dayMinuteText(unixSeconds)
  return `${weekdayOf(unixSeconds)} ${minuteText(unixSeconds)}`
}

/** Returns Unix seconds as "20 Nov, 14:32" in UTC, for a list whose months begin and end in UTC. */
export function utcDayMinuteText(unixSeconds: number): string {
  const at = new Date(unixSeconds * 1_000)
  return `${dateText(at)}${reading().language === 'zh' ? ' ' : ', '}${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`
}

/** Returns Unix seconds as "20 Nov, 14:32". */
export function dayMinuteText(unixSeconds: number): string {
  return `${dayText(unixSeconds)}${reading().language === 'zh' ? ' ' : ', '}${minuteText(unixSeconds)}`
}

function wallText(unixSeconds: number, seconds: string): string {
  const at = zonedDate(unixSeconds)
  const hours = at.getUTCHours()
  const { clock, language } = reading()
  const minutes = `:${two(at.getUTCMinutes())}${seconds}`
  if (clock === '24') return `${two(hours)}${minutes}`
  const twelve = `${hours % 12 || 12}${minutes}`
  return language === 'zh' ? `${hours < 12 ? '上午' : '下午'}${twelve}` : `${twelve} ${hours < 12 ? 'AM' : 'PM'}`
}
