/** One row of the journal as stored. `command` and `events` are canonical JSON; `hash` is lower-case hex of sha256. */
export interface JournalRow {
  seq: bigint
  atMs: bigint
  command: string
  events: string
  hash: string
}
