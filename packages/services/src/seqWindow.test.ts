import { array, assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptSeq, emptyWindow, mostJump, windowSize } from './seqWindow.ts'

describe('the window of voucher numbers', () => {
  it('accepts each number once in any sequence, as a set does', () => {
    assert(
      property(array(integer({ min: 0, max: 3_000 }), { maxLength: 200 }), (numbers) => {
        const seen = new Set([0])
        let window = emptyWindow
        for (const seq of numbers) {
          const expected = !seen.has(seq) && seq > Math.max(...seen) - windowSize
          const next = acceptSeq(window, seq)
          expect(next !== null).toBe(expected)
          if (next === null) continue
          seen.add(seq)
          window = next
        }
      }),
    )
  })

  it('takes the oldest number of the window and rejects the one before', () => {
    const window = acceptSeq(emptyWindow, 5_000)
    if (window === null) throw new Error('5,000 is within a jump')
    expect(acceptSeq(window, 5_000 - windowSize + 1)).not.toBeNull()
    expect(acceptSeq(window, 5_000 - windowSize)).toBeNull()
  })

  it('rejects a jump that would use up the numbers', () => {
    expect(acceptSeq(emptyWindow, mostJump)).not.toBeNull()
    expect(acceptSeq(emptyWindow, mostJump + 1)).toBeNull()
  })
})
