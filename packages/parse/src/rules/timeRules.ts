import type { Meaning } from '../signs/meaning.ts'
import { civilOf, daysOf, weekdayOf } from '../text/civilDays.ts'
import { numberOf, numberPattern } from '../text/numbers.ts'
import { type Context, type Rule, rule } from './rule.ts'

const end = '(?![a-z0-9])'
const day = 86_400
const spanUnit = String.raw`(?<unit>minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|years?)${end}`
const chineseUnit = '(?<zhUnit>分钟|个?小时|个?钟头|天|个?星期|周|个?礼拜|个?月|年)'
const anyUnit = `(?:${spanUnit}|${chineseUnit})`
const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const weekdays = 'mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?'
const before = String.raw`(?:(?:starting|starts?|begin(?:ning|s)?|available|free|from|on|by)\s+)*`
const clock = String.raw`(?:at\s*|@\s*|t)?(?<h>\d{1,2})(?:[:.](?<m>\d{2}))?\s*(?<ap>[ap]\.?m\.?)?(?:\s*o'clock)?(?:\s*utc|z)?${end}`
const sureClock = String.raw`(?:(?:at|@)\s*(?<h>\d{1,2})(?:[:.](?<m>\d{2}))?\s*(?<ap>[ap]\.?m\.?)?|(?<h2>\d{1,2})(?::(?<m2>\d{2})\s*(?<ap2>[ap]\.?m\.?)?|\s*(?<ap3>[ap]\.?m\.?)))(?:\s*o'clock)?(?:\s*utc)?${end}`
const until = String.raw`(?:\s*(?:to|until|till|-)\s*(?<uh>\d{1,2})(?::(?<um>\d{2}))?\s*(?<uap>[ap]\.?m\.?)?${end})?`
const part = String.raw`(?:\s*(?:in the )?(?<part>morning|noon|afternoon|evening|night))?`
const chineseClock = String.raw`(?<zpart>早上|早晨|上午|中午|下午|晚上|凌晨|傍晚|晚)?\s*(?<zh>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时|:)(?<zm>半|\d{1,2}分?)?`
const chineseUntil = String.raw`(?:\s*(?:到|至|-|~)\s*(?:当天|当晚|次日|第二天|明天|明早|明晚)?的?\s*(?<upart>早上|早晨|上午|中午|下午|晚上|凌晨|傍晚|晚)?\s*(?<uzh>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:点钟?|时|:)(?<uzm>半|\d{1,2}分?)?)?`
const chineseStart = String.raw`(?:\s*(?:开始|起租|起|开机|启动))?`

/** Rules for the duration and the start of a lease. */
export const timeRules: readonly Rule[] = [
  // 一点 without a clock word means "a little" (便宜一点, 快一点), not one o'clock.
  rule(String.raw`一点(?!钟|半|时|\d|\s*(?:开始|起|开机|启动))`, () => ({ kind: 'filler' })),
  rule(
    String.raw`(?:for|租用|租|用|跑)?\s*(?:about |around |大约|大概|约)?(?<n>${numberPattern})\s*-?\s*${anyUnit}`,
    ({ n = '', unit, zhUnit = '' }) => spanOf(n, unit ?? zhUnit),
  ),
  rule(String.raw`(?:for )?(?<h>\d{1,3})\s*h\s*(?<m>\d{1,2})\s*m(?:in)?${end}`, ({ h, m }) => ({
    kind: 'span',
    minutes: Number(h) * 60 + Number(m),
  })),
  rule(String.raw`${before}(?:in|after)\s+(?<n>${numberPattern})\s*${spanUnit}`, ({ n = '', unit = '' }, { now }) => afterSpan(n, unit, now)),
  rule(String.raw`(?<n>${numberPattern})\s*${anyUnit}\s*(?:后|之后|以后|from now|later)${chineseStart}`, ({ n = '', unit, zhUnit = '' }, { now }) =>
    afterSpan(n, unit ?? zhUnit, now),
  ),
  rule(String.raw`${before}(?<y>20\d\d)-(?<mo>\d{1,2})-(?<d>\d{1,2})(?:\s*${clock})?${until}`, (found, context) =>
    startOn(daysOf({ year: Number(found['y']), month: Number(found['mo']), day: Number(found['d']) }), found, context),
  ),
  rule(String.raw`${before}(?<mo>${months})[a-z]*\.?\s+(?<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s*${clock})?${until}`, (found, context) =>
    startOn(dayOfMonth(found, context), found, context),
  ),
  rule(String.raw`${before}(?<d>\d{1,2})(?:st|nd|rd|th)?\s+(?:of )?(?<mo>${months})[a-z]*(?:,?\s*${clock})?${until}`, (found, context) =>
    startOn(dayOfMonth(found, context), found, context),
  ),
  rule(
    String.raw`${before}(?<word>the day after tomorrow|day after tomorrow|tomorrow|tonight|today)${end}${part}(?:,?\s*${clock})?${until}`,
    (found, context) => {
      const word = found['word'] ?? ''
      const shift = word.includes('after') ? 2 : word === 'tomorrow' ? 1 : 0
      return word === 'today' && found['h'] === undefined && found['part'] === undefined
        ? { kind: 'filler' }
        : startOn(today(context) + shift, word === 'tonight' ? { ...found, part: 'tonight' } : found, context)
    },
  ),
  rule(String.raw`${before}(?:next |this |coming )?(?<day>${weekdays})${end}${part}(?:,?\s*${clock})?${until}`, (found, context) =>
    startOn(nextWeekday(context, ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf((found['day'] ?? '').slice(0, 3))), found, context),
  ),
  rule(String.raw`${before}${sureClock}${until}`, (found, context) => {
    const { h, h2, m, m2, ap, ap2, ap3 } = found
    const clockParts: Parts = { ...found, h: h ?? h2, m: m ?? m2, ap: ap ?? ap2 ?? ap3 }
    return nextClock(clockParts, context)
  }),
  rule(
    String.raw`(?:从)?(?<word>今天|今晚|今夜|今日|明天|明日|明早|明晚|大后天|后天|(?<week>下|这|本)?个?(?:周|星期|礼拜)(?<day>[一二三四五六日天])|(?<mo>\d{1,2})月(?<d>\d{1,2})[日号])(?:\s*的?\s*${chineseClock}${chineseUntil}|(?<zonly>早上|上午|中午|下午|晚上|凌晨|傍晚))?${chineseStart}`,
    chineseDay,
  ),
  rule(String.raw`(?:从)?${chineseClock}${chineseUntil}${chineseStart}`, (found, context) => nextClock(clockOfChinese(found), context)),
]

type Parts = Readonly<Record<string, string | undefined>>

function minutesOf(n: string, unit: string): number {
  const each = /^min|^分/.test(unit)
    ? 1
    : /^h|小时|钟头/.test(unit)
      ? 60
      : /^d|天/.test(unit)
        ? 1_440
        : /^w|周|星期|礼拜/.test(unit)
          ? 10_080
          : /^mon|月/.test(unit)
            ? 43_200
            : 525_600
  return Math.ceil(numberOf(n) * each)
}

function spanOf(n: string, unit: string): Meaning | null {
  const minutes = minutesOf(n, unit)
  return Number.isFinite(minutes) && minutes > 0 ? { kind: 'span', minutes } : null
}

function afterSpan(n: string, unit: string, now: number): Meaning | null {
  const minutes = minutesOf(n, unit)
  return Number.isFinite(minutes) && minutes > 0 && minutes < 525_600 ? { kind: 'start', at: now + minutes * 60, minutes: null } : null
}

function today({ now, offsetMinutes }: Context): number {
  return Math.floor((now + offsetMinutes * 60) / day)
}

function nextWeekday(context: Context, weekday: number): number {
  const from = today(context)
  return from + ((weekday - weekdayOf(from) + 6) % 7) + 1
}

/** Returns a day of a month, in this year or the next. */
function dayOfMonth({ mo = '', d = '' }: Parts, context: Context): number {
  const { year } = civilOf(today(context))
  const month = /\d/.test(mo) ? Number(mo) : months.split('|').indexOf(mo) + 1
  const inYear = daysOf({ year, month, day: Number(d) })
  return inYear < today(context) ? daysOf({ year: year + 1, month, day: Number(d) }) : inYear
}

/** The default hour of a part of the day. */
const hoursOfPart: Readonly<Record<string, number>> = {
  ...{ morning: 9, noon: 12, afternoon: 14, evening: 19, night: 21, tonight: 20 },
  ...{ 早上: 9, 早晨: 9, 上午: 9, 中午: 12, 下午: 14, 晚上: 20, 晚: 20, 凌晨: 1, 傍晚: 18 },
}

function startOn(days: number, found: Parts, context: Context): Meaning | null {
  const seconds = secondsOfClock(found) ?? (hoursOfPart[found['part'] ?? ''] ?? 9) * 3_600
  const at = days * day + seconds - context.offsetMinutes * 60
  if (!Number.isFinite(at) || seconds >= day) return null
  return { kind: 'start', at: Math.max(at, context.now), minutes: minutesUntil(seconds, found) }
}

function nextClock(found: Parts, context: Context): Meaning | null {
  const seconds = secondsOfClock(found)
  if (seconds === null || seconds >= day) return null
  const at = today(context) * day + seconds - context.offsetMinutes * 60
  return { kind: 'start', at: at < context.now ? at + day : at, minutes: minutesUntil(seconds, found) }
}

function minutesUntil(seconds: number, { uh, um, uap }: Parts): number | null {
  const stop = secondsOfClock({ h: uh, m: um, ap: uap })
  return stop === null ? null : ((stop - seconds + day) % day || day) / 60
}

/** Returns the seconds of a clock time since midnight. "9 pm" is 21:00, and so is "9" in the evening. Null for a time that does not exist. */
function secondsOfClock({ h, m, ap, part: word }: Parts): number | null {
  if (h === undefined || Number(h) > 24 || Number(m ?? 0) > 59) return null
  const isLate = ap?.startsWith('p') === true || (ap === undefined && /tonight|evening|afternoon/.test(word ?? ''))
  const hour = Number(h) === 12 && ap?.startsWith('a') === true ? 0 : Number(h)
  return (isLate && hour < 12 ? hour + 12 : hour) * 3_600 + Number(m ?? 0) * 60
}

function clockOfChinese({ zpart, zh, zm, upart, uzh, uzm, word, zonly }: Parts): Parts {
  const hour = zh === undefined ? undefined : hourOfChinese(numberOf(zh), `${zpart ?? ''}${word ?? ''}`)
  const until = uzh === undefined ? undefined : hourOfChinese(numberOf(uzh), upart ?? '')
  // 下午两点到五点 ends at 17:00: without a part of the day, the end is the next such hour on a clock with twelve hours.
  const isNext = hour !== undefined && until !== undefined && upart === undefined && until <= hour && until + 12 > hour && until < 12
  return {
    h: hour?.toString(),
    m: minutesOfChinese(zm),
    uh: (isNext ? until + 12 : until)?.toString(),
    um: minutesOfChinese(uzm),
    part: zonly ?? zpart ?? (/晚|夜/.test(word ?? '') ? '晚上' : /早/.test(word ?? '') ? '早上' : undefined),
  }
}

function hourOfChinese(hour: number, partOfDay: string): number {
  return /下午|晚|傍晚/.test(partOfDay) && hour < 12 ? hour + 12 : hour
}

function minutesOfChinese(text: string | undefined): string | undefined {
  return text === '半' ? '30' : text?.replace('分', '')
}

function chineseDay(found: Parts, context: Context): Meaning | null {
  const { word = '', week, day: name, d } = found
  const parts = clockOfChinese(found)
  if (/^今[天日]$/.test(word) && parts['h'] === undefined && parts['part'] === undefined) return { kind: 'filler' }
  if (d !== undefined) return startOn(dayOfMonth(found, context), parts, context)
  if (name === undefined)
    return startOn(today(context) + (word === '大后天' ? 3 : word === '后天' ? 2 : word.startsWith('明') ? 1 : 0), parts, context)
  const weekday = '一二三四五六日'.indexOf(name === '天' ? '日' : name)
  const days = week === '下' ? today(context) - weekdayOf(today(context)) + 7 + weekday : nextWeekday(context, weekday)
  return startOn(days, parts, context)
}
