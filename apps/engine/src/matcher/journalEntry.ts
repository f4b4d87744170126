import { type JournalRow, journalHash } from '@infinitio/db'
import { type BookCommand, type BookEvent, toCanonical } from '@infinitio/matching'

/** Where the journal ends: the last row's number, time and hash. */
export interface JournalHead {
  seq: bigint
  atMs: bigint
  hash: string
}

/** The journal row that follows `head` for a command that was applied at `atMs` and gave `events`. Only a generation's first row skips numbers. */
export function journalEntry({
  head,
  seq = head.seq + 1n,
  atMs,
  command,
  events,
}: {
  head: JournalHead
  seq?: bigint
  atMs: bigint
  /** A command, or its canonical text. */
  command: BookCommand | string
  events: readonly BookEvent[]
}): JournalRow {
  const row = { seq, atMs, command: typeof command === 'string' ? command : toCanonical(command), events: toCanonical(events) }
  return { ...row, hash: journalHash({ previous: head.hash, ...row }) }
}
