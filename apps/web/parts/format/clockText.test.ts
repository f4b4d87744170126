import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { clockText, dayMinuteText, momentText, soonText, utcDayText } from '#web/parts/format/clockText.ts'
import { monthText } from '#web/parts/format/monthText.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { calendarDays, daysSinceMonday } from '#web/features/listing/calendarDays.ts'
import { ticketTime, ticketTimeText } from '#web/features/order-ticket/ticketTime.ts'
import { type Reading, readingPlace } from '#web/i18n/reading.ts'

const readings = new AsyncLocalStorage<Reading>()
Object.assign(globalThis, {
  [readingPlace]: { getStore: () => readings.getStore(), path: () => '/', isPhone: () => false, rates: () => [], sentences: {} },
})

const plain: Reading = { language: 'en', zone: 'UTC', zoneName: 'UTC', clock: '24', rate: null }
const as = <T>(reading: Partial<Reading>, what: () => T): T => readings.run({ ...plain, ...reading }, what)
/** Saturday, 21 November 2026, 20:33:05 UTC. */
const at = Date.UTC(2026, 10, 21, 20, 33, 5) / 1_000

test('writes a moment in the language, the zone and the clock of the reader', () => {
  const said = () => [momentText(at), clockText(at), dayMinuteText(at)]
  expect(said()).toEqual(['Sat 21 Nov, 20:33', '20:33:05', '21 Nov, 20:33'])
  expect(as({ zone: 'Asia/Shanghai' }, said)).toEqual(['Sun 22 Nov, 04:33', '04:33:05', '22 Nov, 04:33'])
  expect(as({ zone: 'America/St_Johns', clock: '12' }, said)).toEqual(['Sat 21 Nov, 5:03 PM', '5:03:05 PM', '21 Nov, 5:03 PM'])
  expect(as({ language: 'zh', zone: 'Asia/Shanghai' }, said)).toEqual(['11月22日 周日 04:33', '04:33:05', '11月22日 04:33'])
  expect(as({ language: 'zh', clock: '12' }, said)[1]).toBe('下午8:33:05')
  expect(as({ zone: 'Asia/Shanghai' }, () => [soonText(at, at), utcDayText(at - (at % 86_400))])).toEqual(['Sun 04:33', '21 Nov'])
  expect(as({ zone: 'America/New_York' }, () => utcDayText(at - (at % 86_400)))).toBe('21 Nov')
  expect([monthText('2026-11'), as({ language: 'zh', zone: 'America/New_York' }, () => monthText('2026-01'))]).toEqual(['November 2026', '2026年1月'])
  expect(as({ clock: '12' }, () => [clockText(at - (at % 86_400)), clockText(at - (at % 86_400) + 43_200)])).toEqual(['12:00:00 AM', '12:00:00 PM'])
})

test('a span has the units of the language', () => {
  expect([spanText(64_680), durationText(168 * 3_600), durationText(24 * 3_600)]).toEqual(['17\u00a0h\u00a058\u00a0min', '7\u00a0d', '24\u00a0h'])
  expect(as({ language: 'zh' }, () => [spanText(64_680), durationText(168 * 3_600), durationText(24 * 3_600), spanText(45)])).toEqual([
    ...['17\u00a0小时\u00a058\u00a0分钟', '7\u00a0天', '24\u00a0小时', '45\u00a0秒'],
  ])
})

test('writes and reads the same moment in a date field in every zone, even when clocks change', () => {
  for (const zone of ['UTC', 'Asia/Shanghai', 'Asia/Kolkata', 'America/New_York', 'Europe/Berlin', 'Pacific/Apia', 'Australia/Lord_Howe']) {
    as({ zone }, () => {
      for (let minute = 0; minute < 366 * 24 * 60; minute += 397) {
        const moment = Date.UTC(2026, 0, 1) / 1_000 + minute * 60
        const read = ticketTime(ticketTimeText(moment))
        // When clocks are set back in autumn, one hour of the day occurs twice, so the text may mean the earlier or the later one.
        expect([0, 1_800, 3_600]).toContain(Math.abs((read ?? 0) - moment))
        expect(ticketTimeText(read ?? 0)).toBe(ticketTimeText(moment))
      }
    })
  }
  expect(as({ zone: 'Asia/Shanghai' }, () => ticketTime('2026-11-22T04:33'))).toBe(at - 5)
  expect([ticketTime(''), ticketTime('soon')]).toEqual([null, null])
})

test("puts each hour of a calendar into the right day of the reader's zone", () => {
  const fromHour = Math.floor(at / 3_600)
  const calendar = { fromHour, freeGpus: Array.from({ length: 48 }, (_, hour) => hour) }
  const [first, second] = as({ zone: 'Asia/Shanghai' }, () => calendarDays(calendar))
  expect([first?.free.indexOf(0), second?.free[0]]).toEqual([4, 20])
  expect(as({ zone: 'Asia/Shanghai' }, () => daysSinceMonday(first?.startsAt ?? 0))).toBe(6)
  expect(calendarDays(calendar)[0]?.free.indexOf(0)).toBe(20)
})
