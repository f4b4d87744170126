import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ripened, weightToAccept, weightToAudit, youngSeconds } from '../index.ts'

const account = { bonded: 1_000n, locked: 100n, young: 50n, youngAt: 10_000n, outUntil: 20_000n }

describe('an account of the pool', () => {
  it.each([
    [10_000n + youngSeconds - 1n, { bonded: 1_000n, young: 50n }, 0n],
    [10_000n + youngSeconds, { bonded: 1_050n, young: 0n }, 50n],
    [10_000n + youngSeconds + 1n, { bonded: 1_050n, young: 0n }, 50n],
  ])('counts a deposit after an hour: at %d', (atSeconds, after, added) => {
    const result = ripened(account, atSeconds)
    expect(result.account).toMatchObject(after)
    expect(result.added).toBe(added)
    expect(ripened(result.account, atSeconds).added).toBe(0n)
  })

  it('keeps a quarter of its bond back from split work, and half from unsplit work', () => {
    expect(weightToAccept(account, { shape: 'split', atSeconds: 20_000n })).toBe(650n)
    expect(weightToAccept(account, { shape: 'whole', atSeconds: 20_000n })).toBe(400n)
    expect(weightToAccept({ ...account, locked: 1_000n }, { shape: 'split', atSeconds: 20_000n })).toBe(0n)
    expect(weightToAccept({ ...account, bonded: 3n, locked: 0n }, { shape: 'split', atSeconds: 20_000n })).toBe(2n)
  })

  it('audits with its whole bond, if the stake is free', () => {
    expect(weightToAudit(account, { stake: 900n, atSeconds: 20_000n })).toBe(1_000n)
    expect(weightToAudit(account, { stake: 901n, atSeconds: 20_000n })).toBe(0n)
  })

  it('is not drawn while it is out', () => {
    expect(weightToAccept(account, { shape: 'split', atSeconds: 19_999n })).toBe(0n)
    expect(weightToAudit(account, { stake: 1n, atSeconds: 19_999n })).toBe(0n)
  })

  it('can always lock a stake for an audit after it has taken all tasks it may', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 96n }), fc.constantFrom('split' as const, 'whole' as const), (bonded, shape) => {
        const free = { ...account, bonded, locked: 0n, outUntil: 0n }
        const most = weightToAccept(free, { shape, atSeconds: 0n })
        expect(weightToAudit({ ...free, locked: most }, { stake: bonded / (shape === 'split' ? 4n : 2n), atSeconds: 0n })).toBe(bonded)
      }),
    )
  })
})
