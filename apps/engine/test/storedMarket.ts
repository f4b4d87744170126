import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JournalRow } from '@infinitio/db'
import { eventsFromCanonical } from '@infinitio/matching'
import { journalEntry } from '../src/matcher/journalEntry.ts'
import { beforeJournal } from '../src/matcher/replayJournal.ts'

const journals = { 2: 'random-market.ndjson', 4: 'random-market-4.ndjson', 5: 'random-market-5.ndjson' }

/** Returns the stored journal of a random market under this version of the matching rules, as a matcher would have written it. */
export function storedMarket(version: keyof typeof journals): JournalRow[] {
  const lines = readFileSync(join(import.meta.dirname, '../../../packages/matching/test/journals', journals[version]), 'utf8')
    .trimEnd()
    .split('\n')
  const rows: JournalRow[] = []
  let { head } = beforeJournal()
  for (const line of lines.slice(0, -1)) {
    const { seq, atMs, command, events } = JSON.parse(line) as { seq: number; atMs: number; command: string; events: string }
    const row = journalEntry({ head, seq: BigInt(seq), atMs: BigInt(atMs), command, events: eventsFromCanonical(events) })
    rows.push(row)
    head = { seq: row.seq, atMs: row.atMs, hash: row.hash }
  }
  return rows
}
