import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type JournalRow, journalFile, recordMarket, replayRows } from './journal.ts'

describe('replay', () => {
  test.each([31, 32, 33, 34, 35, 36])('gives the same events and book hash for the journal of random market %s', (seed) => {
    const { rows, hash } = recordMarket({ seed, steps: 400, version: seed % 2 === 0 ? 10 : 2 })
    const again = replayRows(rows)
    expect(again.events).toEqual(rows.map(({ events }) => events))
    expect(again.hash).toBe(hash)
  })

  test.each([41, 42, 43, 44])('gives the same for random market %s, whose clocks stop, jump and fall behind', (seed) => {
    const { rows, hash } = recordMarket({ seed, steps: 400, version: 10, clocks: 'erratic' })
    expect(replayRows(rows)).toEqual({ events: rows.map(({ events }) => events), hash })
  })

  test('stops at rules that this code does not know', () => {
    const { rows } = recordMarket({ seed: 38, steps: 20, version: 10 })
    const later = { ...(rows[0] as JournalRow), seq: rows.length + 1, atMs: rows.at(-1)?.atMs ?? 0 }
    const upgrade = (version: number) => ({ ...later, command: later.command.replace('"version":10', `"version":${version}`) })
    expect(replayRows([...rows, upgrade(10)]).events).toHaveLength(rows.length + 1)
    expect(() => replayRows([...rows, upgrade(11)])).toThrow('rules of version 11 are not known here, only those up to 10')
  })

  test('gives the same book when it is interrupted anywhere and continued', () => {
    const { rows, hash } = recordMarket({ seed: 37, steps: 300 })
    expect(replayRows([...rows.slice(0, 150), ...rows.slice(150)]).hash).toBe(hash)
    expect(replayRows(rows.slice(0, -1)).hash).not.toBe(hash)
  })

  test.each([2, 4, 5, 6, 8, 9, 10])(
    'gives the events and book hash of the stored journal of version %s; other results need an ADR and a new version',
    (version) => {
      const recorded = readFileSync(journalFile(version), 'utf8').trimEnd().split('\n')
      const rows = recorded.slice(0, -1).map((line) => JSON.parse(line) as JournalRow)
      const { bookHash } = JSON.parse(recorded.at(-1) as string) as { bookHash: string }
      const again = replayRows(rows)
      expect(again.events).toEqual(rows.map(({ events }) => events))
      expect(again.hash).toBe(bookHash)
    },
  )
})
