import { describe, expect, test } from 'vitest'
import { type CalendarEvent, calendarFile } from '#web/parts/download/calendarFile.ts'

const event: CalendarEvent = {
  ...{ uid: 'vote-7@market.example', title: 'Vote on proposal 7', from: 1_795_000_000, until: 1_795_003_600 },
  ...{ url: 'https://market.example/govern/proposals/7', remindAt: 'end' as const },
}

/** Reads a file as RFC 5545 says: lines end with CRLF, and a line that begins with a blank continues the line before. */
function linesOf(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n')
}

describe('a calendar file', () => {
  test('has each event with its times in UTC, its address and a reminder', () => {
    expect(linesOf(calendarFile([event], 1_794_000_000))).toEqual([
      ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Infinitio//EN', 'BEGIN:VEVENT', 'UID:vote-7@market.example', 'DTSTAMP:20261106T212000Z'],
      ...['DTSTART:20261118T110640Z', 'DTEND:20261118T120640Z', 'SUMMARY:Vote on proposal 7', `URL:${event.url}`, 'BEGIN:VALARM', 'ACTION:DISPLAY'],
      ...['DESCRIPTION:Vote on proposal 7', 'TRIGGER;RELATED=END:-PT1H', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR', ''],
    ])
  })

  test('keeps a title of a stranger inside its field', () => {
    const lines = linesOf(calendarFile([{ ...event, title: 'A\r\nATTACH:http://evil.example\nB; C, D\\E' }], 0))
    expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([])
    expect(lines).toContain('SUMMARY:A ATTACH:http://evil.example B\\; C\\, D\\\\E')
  })

  test('folds lines at 75 bytes, also between Chinese characters, without a loss', () => {
    const title = '提案的标题很长'.repeat(20)
    const file = calendarFile([{ ...event, title }], 0)
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
    expect(linesOf(file)).toContain(`SUMMARY:${title}`)
  })
})
