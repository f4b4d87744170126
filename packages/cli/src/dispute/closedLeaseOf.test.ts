import { describe, expect, it } from 'vitest'
import { closedLeaseOf } from './closedLeaseOf.ts'

const account = (digit: string) => `0x${digit.repeat(40)}`
const file = {
  ...{ market: account('a'), leaseId: '7', holder: account('b'), provider: account('c') },
  ...{ closedAt: 1_800_000_000, weekPay: '2000000000000000000000', proof: [`0x${'1'.repeat(64)}`] },
}

describe('closedLeaseOf', () => {
  it('reads a statement and its path', () => {
    const { lease, proof } = closedLeaseOf(JSON.stringify(file))
    expect(lease).toEqual({ ...file, proof: undefined, leaseId: 7n, weekPay: 2_000n * 10n ** 18n })
    expect(proof).toEqual(file.proof)
  })

  it.each([
    ['no JSON', 'not json'],
    ['no object', '7'],
    ['a wrong address', JSON.stringify({ ...file, holder: '0x1' })],
    ['a number for a lease', JSON.stringify({ ...file, leaseId: 7 })],
    ['a negative amount', JSON.stringify({ ...file, weekPay: '-1' })],
    ['a time with a fraction', JSON.stringify({ ...file, closedAt: 1.5 })],
    ['a path without hashes', JSON.stringify({ ...file, proof: ['0x1'] })],
    ['a path that is too long', JSON.stringify({ ...file, proof: Array.from({ length: 65 }, () => file.proof[0]) })],
  ])('refuses %s', (_name, text) => {
    expect(() => closedLeaseOf(text)).toThrowError(expect.objectContaining({ code: 'api.invalid_field' }))
  })
})
