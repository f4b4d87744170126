import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { journalGenesis, journalHash } from './journalHash.ts'

const row = { previous: journalGenesis, seq: 1n, atMs: 1_700_000_000_000n, command: '{"kind":"Tick"}', events: '[]' }

describe('journalHash', () => {
  it('is sha256 over previous, seq, time, and both texts with their lengths', () => {
    const bytes = Buffer.concat([
      Buffer.alloc(32),
      Buffer.from('0000000000000001', 'hex'),
      Buffer.from('0000018bcfe56800', 'hex'),
      Buffer.from('0000000f', 'hex'),
      Buffer.from('{"kind":"Tick"}', 'utf8'),
      Buffer.from('00000002', 'hex'),
      Buffer.from('[]', 'utf8'),
    ])
    expect(journalHash(row)).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('never changes for a stored journal', () => {
    expect(journalHash(row)).toBe('0aff0d63d090e34c4ba31f5ba7787e4532e977147e6db892ecb4c5e4ddfb3361')
  })

  it('differs if any field differs, and if a byte moves from one text to the other', () => {
    const others = [
      { ...row, previous: '1'.repeat(64) },
      { ...row, seq: 2n },
      { ...row, atMs: row.atMs + 1n },
      { ...row, command: '{"kind":"Tock"}' },
      { ...row, events: '[1]' },
      { ...row, command: '{"kind":"Tick"}[', events: ']' },
      { ...row, command: '{"kind":"Tïck"}' },
    ]
    const hashes = new Set([row, ...others].map(journalHash))
    expect(hashes.size).toBe(others.length + 1)
  })
})
