import { describe, expect, it } from 'vitest'
import { keyLimits } from './keyLimits.ts'

describe('limits of a session key as they are typed', () => {
  it.each([
    ['both amounts', { total: '20', day: '0.5', days: '7' }, { totalLeft: 20_000_000_000n, dayCap: 500_000_000n, sessionExpiry: 604_900 }],
    ['no amount a day', { total: '1.000000001', day: ' ', days: '1' }, { totalLeft: 1_000_000_001n, dayCap: 1_000_000_001n, sessionExpiry: 86_500 }],
    ['nothing in all', { total: '0', day: '', days: '1' }, null],
    ['nothing a day', { total: '1', day: '0', days: '1' }, null],
    ['an amount that is finer than the contract counts', { total: '0.0000000001', day: '', days: '1' }, null],
    ['more than the contract can hold', { total: '18446744073.709551616', day: '', days: '1' }, null],
    ['no number', { total: 'twenty', day: '', days: '1' }, null],
  ])('%s', (_what, draft, limits) => {
    expect(keyLimits(draft, { now: 100 })).toEqual(limits)
  })
})
