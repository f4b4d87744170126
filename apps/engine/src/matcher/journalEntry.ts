import { type JournalRow, journalHash } from '@infinitio/db'
import { type BookCommand, type BookEvent, toCanonical } from '@infinitio/matching'

/** Where the journal ends: the last row's number, time and hash. */
export interface JournalHead {
  seq: bigint
  atMs: bigint
  hash: string
}

/** The journal row that follows `head` for a command that was applied at `atMs` and gave `events`. */
export function journalEntry({
  head,
  atMs,
  command,
  events,
}: {
  head: JournalHead
  atMs: bigint
  command: BookCommand
  events: readonly BookEvent[]
}): JournalRow {
  const row = { seq: head.seq + 1n, atMs, command: toCanonical(command), events: toCanonical(events) }
  return { ...row, hash: journalHash({ previous: head.hash, ...row }) }
}
