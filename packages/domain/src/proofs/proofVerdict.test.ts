import { describe, expect, test } from 'vitest'
import { proofVerdict, type TimerView } from './proofVerdict.ts'

const rules = { rowsRight: true, referenceSeconds: 8 }
const inTime: TimerView = { stake: 1n, hasNonce: true, opened: true, commitMs: 10_000 }
const late: TimerView = { ...inTime, commitMs: 10_001 }
const silent: TimerView = { ...inTime, hasNonce: false, opened: false }
const some = (count: number, view: TimerView) => Array.from({ length: count }, () => view)

describe('the verdict of a slot', () => {
  test('is passed at 1.25 times the reference, and unproven a millisecond later', () => {
    expect(proofVerdict(some(16, inTime), rules)).toBe('passed')
    expect(proofVerdict(some(16, late), rules)).toBe('unproven')
    expect(proofVerdict(some(16, { ...inTime, commitMs: null }), rules)).toBe('unproven')
  })

  test('cannot be failed by a third of liars, or passed by them', () => {
    expect(proofVerdict([...some(10, inTime), ...some(5, late)], rules)).toBe('passed')
    expect(proofVerdict([...some(5, inTime), ...some(10, late)], rules)).toBe('unproven')
    expect(proofVerdict([...some(6, inTime), ...some(10, late)], rules)).toBe('passed')
  })

  test('counts for nobody with nonces of two thirds of the stake', () => {
    expect(proofVerdict([...some(10, inTime), ...some(5, silent)], rules)).toBe('uncounted')
    expect(proofVerdict([...some(11, inTime), ...some(5, silent)], rules)).toBe('passed')
    expect(proofVerdict([], rules)).toBe('uncounted')
  })

  test('weighs by stake', () => {
    expect(proofVerdict([{ ...inTime, stake: 10n }, ...some(15, late)], rules)).toBe('passed')
  })

  test('is wrong with a wrong row, and unproven when one nonce was not opened', () => {
    expect(proofVerdict(some(4, inTime), { ...rules, rowsRight: false })).toBe('wrong')
    expect(proofVerdict([...some(3, inTime), { ...inTime, opened: false }], rules)).toBe('unproven')
  })
})
