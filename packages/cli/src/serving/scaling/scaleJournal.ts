import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { refusal } from '@infinitio/sdk'
import type { ScaleEvent } from '@infinitio/services'
import type { LeaseOrder } from '@infinitio/tasks'

/** The journal of a service that rents machines: a file of events on this computer. `note` returns once the event is on the disk. */
export type ScaleJournal = { readonly events: readonly ScaleEvent<LeaseOrder>[]; readonly note: (event: ScaleEvent<LeaseOrder>) => void }

const ownerOnly = 0o600

/**
 * Opens a journal. If a kill cut the last line short, that line is removed: its event had not taken effect, because an effect follows its line. Throws
 * `serving.state_unreadable` for any other malformed line.
 */
export function openScaleJournal(path: string): ScaleJournal {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) {
    const part = `${path}.part`
    writeAll(part, whole, 'w')
    renameSync(part, path)
  }
  const events = whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => eventOf(line, path))
  return {
    events,
    note: (event) => writeAll(path, `${JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}\n`, 'a'),
  }
}

function writeAll(path: string, text: string, flag: 'a' | 'w'): void {
  const file = openSync(path, flag, ownerOnly)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

function eventOf(line: string, path: string): ScaleEvent<LeaseOrder> {
  try {
    return JSON.parse(line, (_, value: unknown) =>
      typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
    ) as ScaleEvent<LeaseOrder>
  } catch {
    throw refusal('serving.state_unreadable', { detail: path })
  }
}
