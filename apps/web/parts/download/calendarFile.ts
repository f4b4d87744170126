import { saveFile } from '#web/parts/download/saveFile.ts'

/** One event of a calendar file. Times are Unix seconds. `uid` identifies the event, so that a calendar that imports it twice updates it. */
export type CalendarEvent = {
  readonly uid: string
  readonly title: string
  readonly from: number
  readonly until: number
  readonly url: string
  /** The moment that the reminder precedes by an hour. */
  readonly remindAt: 'start' | 'end'
}

/** The most bytes of a line; a longer text continues in the next line after a blank. */
const mostLineBytes = 75

/**
 * Returns an iCalendar file (RFC 5545) with these events, in UTC, each with a reminder. Calendars open it as a file with the ending
 * `.ics`. `now` is the time of the file in Unix seconds. Pure.
 */
export function calendarFile(events: readonly CalendarEvent[], now: number): string {
  const lines = events.flatMap(({ uid, title, from, until, url, remindAt }) => [
    ...['BEGIN:VEVENT', `UID:${plain(uid)}`, `DTSTAMP:${utc(now)}`, `DTSTART:${utc(from)}`, `DTEND:${utc(until)}`, `SUMMARY:${plain(title)}`],
    ...[`URL:${url}`, 'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${plain(title)}`, `TRIGGER;RELATED=${remindAt.toUpperCase()}:-PT1H`],
    ...['END:VALARM', 'END:VEVENT'],
  ])
  const all = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Infinitio//EN', ...lines, 'END:VCALENDAR']
  return all.map((line) => `${folded(line)}\r\n`).join('')
}

/** Formats Unix seconds as RFC 5545 does, such as 20261201T093000Z. */
function utc(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`
}

/** Escapes a text that a stranger may have written, so that it cannot begin a line or another field of the file. */
function plain(text: string): string {
  const oneLine = text.replaceAll(/\p{Cc}+/gu, ' ')
  return oneLine.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
}

function folded(line: string): string {
  const encoder = new TextEncoder()
  let [text, bytes] = ['', 0]
  for (const sign of line) {
    const size = encoder.encode(sign).length
    if (bytes + size > mostLineBytes) [text, bytes] = [`${text}\r\n `, 1]
    text += sign
    bytes += size
  }
  return text
}

/** Saves events as a calendar file on the reader's computer. `name` is the name of the file without its ending. */
export function saveCalendar(name: string, events: readonly CalendarEvent[]): void {
  saveFile({ name: `${name}.ics`, text: calendarFile(events, Math.floor(Date.now() / 1_000)) })
}
