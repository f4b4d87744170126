import { describe, expect, it } from 'vitest'
import { closedRows } from './showClosedLease.ts'

const account = (digit: string) => `0x${digit.repeat(40)}`
const closedAt = 1_800_000_000
const closed = {
  ...{ blockNumber: 1, now: closedAt + 60, contracts: null, openUntil: closedAt + 604_800, dispute: null, attested: null },
  ...{ mostClaim: `${250n * 10n ** 18n}`, attestableFrom: closedAt + 3_600 },
  statement: { market: account('a'), leaseId: '7', holder: account('b'), provider: account('c'), closedAt, weekPay: '1' },
}

describe('closedRows', () => {
  it('shows limits and deadline of a claim', () => {
    expect(closedRows(closed)).toEqual([
      ['Lease', '7'],
      ['Holder', account('b')],
      ['Provider', account('c')],
      ['Closed', '2027-01-15T08:00 UTC'],
      ['File until', '2027-01-22T08:00 UTC'],
      ['Largest claim', '250.00 PT'],
      ['Bond', 'a tenth of the claim, at least 25 PT; lost with the dispute'],
      ['Can file', 'not yet: validators attest it after 2027-01-15T09:00 UTC'],
    ])
  })

  it.each([
    ['an attested lease', { attested: { root: '0x', epoch: 1, proof: [] } }, 'yes, its holder'],
    ['a disputed lease', { dispute: 3 }, 'no, dispute 3 is about it'],
    ['a lease of more than seven days ago', { now: closedAt + 604_800 }, 'no, seven days are over'],
  ])('says whether one can file about %s', (_name, change, text) => {
    expect(closedRows({ ...closed, ...change }).at(-1)).toEqual(['Can file', text])
  })
})
