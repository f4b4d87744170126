import { describe, expect, test } from 'vitest'
import { chainedHash, journalStart } from './journalReplay.ts'

const row = { previous: journalStart, seq: 1n, atMs: 1_700_000_000_000n, command: '{"kind":"Tick"}', events: '[]' }

describe('the hash of a row', () => {
  test('is the one that the engine gave it', () => {
    expect(chainedHash(row)).toBe('0aff0d63d090e34c4ba31f5ba7787e4532e977147e6db892ecb4c5e4ddfb3361')
  })

  test('is another one when a byte moves, in any field', () => {
    const others = [
      { ...row, previous: `${'0'.repeat(63)}1` },
      { ...row, seq: 2n },
      { ...row, atMs: row.atMs + 1n },
      { ...row, command: '{"kind":"Tïck"}' },
      { ...row, command: '{"kind":"Tick"}[', events: ']' },
    ]
    expect(new Set([row, ...others].map(chainedHash)).size).toBe(others.length + 1)
  })
})
