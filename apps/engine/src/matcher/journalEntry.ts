import { type JournalRow, journalHash } from '@infinitio/db'
import { type BookCommand, type BookEvent, toCanonical } from '@infinitio/matching'

/** The last row of the journal: its number, time and hash. */
export interface JournalHead {
  seq: bigint
  atMs: bigint
  hash: string
}

/**
 * Returns the journal row that follows `head`. It contains a command that was applied at `atMs` and the `events` that the command produced. Row numbers have no
 * gaps, except before the first row of a generation.
 */
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
  /** The command, or its canonical text. */
  command: BookCommand | string
  events: readonly BookEvent[]
}): JournalRow {
  const row = { seq, atMs, command: typeof command === 'string' ? command : toCanonical(command), events: toCanonical(events) }
  return { ...row, hash: journalHash({ previous: head.hash, ...row }) }
}
