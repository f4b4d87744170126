import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { refusal } from '@infinitio/sdk'
import { type ScaleEvent, withScaleEvent } from '@infinitio/services'
import type { LeaseOrder } from '@infinitio/tasks'

/**
 * The journal of a service that rents machines: a file of events on this computer. `note` returns once the event is on the disk. `events` has the events with which
 * the journal was opened.
 */
export type ScaleJournal = { readonly events: readonly Event[]; readonly note: (event: Event) => void }

type Event = ScaleEvent<LeaseOrder>

const ownerOnly = 0o600
/** The size in bytes at which a running service makes its journal shorter. */
const usualMostBytes = 262_144

/**
 * Opens a journal. If a kill cut the last line short, that line is removed: its action was not executed, because each action is executed only after its line is
 * written. Also removes the events of leases that are over: now, and later whenever the journal has grown to `mostBytes` and half of it can be removed. A
 * process that is killed at any point leaves either the old file or the new one. Throws `serving.state_unreadable` for any other malformed line.
 */
export function openScaleJournal(path: string, { mostBytes = usualMostBytes }: { readonly mostBytes?: number } = {}): ScaleJournal {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  const events = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventOf(line, path))
  let open = openEvents(events)
  let bytes = whole.length
  let isBroken = false
  const shorten = () => {
    const lines = open.map(lineOf).join('')
    replaceFile(path, lines)
    bytes = lines.length
  }
  if (whole.length < text.length || open.length < events.length) shorten()
  return {
    events,
    note(event) {
      const line = lineOf(event)
      // If the last write failed, for example because the disk was full, the file may end with a part of a line. So write the file again first.
      if (isBroken) shorten()
      isBroken = true
      writeAll(path, line, 'a')
      isBroken = false
      bytes += line.length
      open = openEvents([...open, event])
      // The events of open leases can need more than the limit. So shorten the file only when it is at least twice as long as these events, not at each event.
      if (bytes >= mostBytes && bytes >= 2 * open.map(lineOf).join('').length) shorten()
    },
  }
}

/** Returns the events of machines that are ordered or rented. These events give the same machines as all events do. */
function openEvents(events: readonly Event[]): readonly Event[] {
  const ids = new Set(events.reduce(withScaleEvent<LeaseOrder>, []).map(({ id }) => id))
  return events.filter(({ id }) => ids.has(id))
}

function lineOf(event: Event): string {
  return `${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}\n`
}

/** Replaces a file, completely or not at all. */
function replaceFile(path: string, text: string): void {
  const part = `${path}.part`
  writeAll(part, text, 'w')
  renameSync(part, path)
  const folder = openSync(dirname(path), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function writeAll(path: string, text: string, flag: 'a' | 'w'): void {
  const file = openSync(path, flag, ownerOnly)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function eventOf(line: string, path: string): Event {
  try {
    return JSON.parse(line, (_, value: unknown) => (typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value)) as Event
  } catch {
    throw refusal('serving.state_unreadable', { detail: path })
  }
}
