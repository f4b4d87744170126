import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bps, type CreditedLease, durationSeconds, planShares, pTokenUnits, shareCuts, shareLimits, type ShareHistory } from '../index.ts'

const day = 86_400n
const feeBps = bps(150n)

type Vector = Record<'seconds' | 'price' | 'reference' | 'fees' | 'paid' | 'allFees' | 'allPaid' | 'amount', number> & {
  name: string
  cuts: string[]
}

const leases = fc.uniqueArray(
  fc.record({
    leaseId: fc.bigInt({ min: 1n, max: 500n }),
    provider: fc.constantFrom('a', 'b', 'c'),
    creditedSeconds: fc.bigInt({ min: 1n, max: 9_000n }).map(durationSeconds),
    gpus: fc.integer({ min: 1, max: 8 }),
    pricePerGpuSecond: fc.bigInt({ min: 1n, max: 1_000n }).map(pTokenUnits),
    referencePricePerGpuSecond: fc.bigInt({ min: 0n, max: 1_000n }).map(pTokenUnits),
    feeBps: fc.constantFrom(bps(0n), feeBps, bps(500n)),
  }),
  { selector: ({ leaseId }) => leaseId, maxLength: 12 },
)
const sums = fc.record({ fees: fc.bigInt({ min: 0n, max: 40_000_000n }), paid: fc.bigInt({ min: 0n, max: 4_000_000n }) })
const histories: fc.Arbitrary<ShareHistory> = fc.tuple(sums, sums, sums).map(([a, b, other]) => ({
  ofProvider: new Map(Object.entries({ a, b })),
  ofAll: { fees: a.fees + b.fees + other.fees, paid: a.paid + b.paid + other.paid },
}))

describe("the operator's share", () => {
  const vectors = JSON.parse(readFileSync(new URL('../../vectors/shares.json', import.meta.url), 'utf8')) as Vector[]
  test.each(vectors.map((vector) => [vector.name, vector] as const))('equals its vector: %s', (_name, vector) => {
    const lease: CreditedLease = {
      ...{ leaseId: 1n, provider: 'a', gpus: 2, feeBps, creditedSeconds: durationSeconds(BigInt(vector.seconds)) },
      pricePerGpuSecond: pTokenUnits(BigInt(vector.price)),
      referencePricePerGpuSecond: pTokenUnits(BigInt(vector.reference)),
    }
    const [share] = planShares([lease], {
      ofProvider: new Map([['a', { fees: BigInt(vector.fees), paid: BigInt(vector.paid) }]]),
      ofAll: { fees: BigInt(vector.allFees), paid: BigInt(vector.allPaid) },
    })
    expect([share?.amount, share?.cuts]).toEqual([BigInt(vector.amount), vector.cuts])
  })

  test('has a vector of each cut', () => {
    expect(new Set(vectors.flatMap(({ cuts }) => cuts))).toEqual(new Set(shareCuts))
  })

  test('never passes a limit, and a share is less than asked exactly if it names a cut', () => {
    fc.assert(
      fc.property(leases, histories, (list, history) => {
        const shares = planShares(list, history)
        for (const share of shares) {
          const lease = list.find(({ leaseId }) => leaseId === share.leaseId)
          expect(share.amount).toBeGreaterThanOrEqual(0n)
          expect(share.seconds).toBeLessThanOrEqual(3_600n)
          const most = (lease?.referencePricePerGpuSecond ?? 0n) * BigInt(lease?.gpus ?? 0) * share.seconds
          expect(share.amount).toBeLessThanOrEqual(most)
          expect(share.amount < share.asked).toBe(share.cuts.length > 0)
        }
        const total = (of: string | null) => shares.reduce((sum, { provider, amount }) => (of === null || provider === of ? sum + amount : sum), 0n)
        expect(total(null)).toBeLessThanOrEqual(atLeastZero(history.ofAll.fees / 10n - history.ofAll.paid))
        for (const provider of ['a', 'b', 'c']) {
          const { fees, paid } = history.ofProvider.get(provider) ?? { fees: 0n, paid: 0n }
          expect(total(provider)).toBeLessThanOrEqual(atLeastZero(fees / 2n - paid))
        }
      }),
    )
  })

  test('does not depend on the sequence of the leases, nor on how many are paid at once', () => {
    fc.assert(
      fc.property(leases, histories, fc.func(fc.integer()), (list, history, rank) => {
        const shares = planShares(list, history)
        expect(
          planShares(
            [...list].sort((one, other) => rank(one.leaseId) - rank(other.leaseId)),
            history,
          ),
        ).toEqual(shares)
        let known = history
        for (const share of shares) {
          const lease = list.filter(({ leaseId }) => leaseId === share.leaseId)
          expect(planShares(lease, known)).toEqual([share])
          known = withPayment(known, share)
        }
      }),
    )
  })

  // An attack: the provider rents from itself with a second wallet, closes its tunnel in each lease, and sets any price. The second wallet then pays nothing
  // for the time without a tunnel, but the operator may owe the provider a share for it.
  test('leaves a provider that rents from itself for months with less than half of the fees that it paid', () => {
    const act = fc.record({
      hours: fc.integer({ min: 1, max: 72 }),
      price: fc.integer({ min: 1, max: 10_000 }),
      away: fc.integer({ min: 60, max: 3_600 }),
    })
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 60 }), fc.bigInt({ min: 0n, max: 10n ** 12n }), (acts, othersPay) => {
        let now = 0n
        const closed: { at: bigint; fees: bigint }[] = []
        const payments: { at: bigint; amount: bigint }[] = []
        for (const [index, { hours, price, away }] of acts.entries()) {
          now += BigInt(hours) * 3_600n
          const billed = BigInt(hours * 3_600 - away) * BigInt(price)
          closed.push({ at: now, fees: 2n * ((billed * feeBps + 9_999n) / 10_000n) })
          const since = now - shareLimits.spanSeconds
          const fees = closed.reduce((sum, one) => (one.at > since ? sum + one.fees : sum), 0n)
          const paid = payments.reduce((sum, one) => (one.at > since ? sum + one.amount : sum), 0n)
          const lease: CreditedLease = {
            ...{ leaseId: BigInt(index), provider: 'self', gpus: 1, feeBps, creditedSeconds: durationSeconds(BigInt(away)) },
            ...{ pricePerGpuSecond: pTokenUnits(BigInt(price)), referencePricePerGpuSecond: pTokenUnits(10_000n) },
          }
          const [share] = planShares([lease], { ofProvider: new Map([['self', { fees, paid }]]), ofAll: { fees: fees + othersPay, paid } })
          payments.push({ at: now, amount: share?.amount ?? 0n })
        }
        const lost = closed.reduce((sum, { fees }) => sum + fees, 0n)
        const won = payments.reduce((sum, { amount }) => sum + amount, 0n)
        expect(won * 2n).toBeLessThanOrEqual(lost)
        if (acts.some(({ hours }) => hours > 1)) expect(won).toBeLessThan(lost)
      }),
    )
    expect(shareLimits.spanSeconds).toBe(30n * day)
  })
})

function atLeastZero(amount: bigint): bigint {
  return amount > 0n ? amount : 0n
}

function withPayment({ ofProvider, ofAll }: ShareHistory, { provider, amount }: { provider: string; amount: bigint }): ShareHistory {
  const known = ofProvider.get(provider) ?? { fees: 0n, paid: 0n }
  return {
    ofProvider: new Map([...ofProvider, [provider, { ...known, paid: known.paid + amount }]]),
    ofAll: { ...ofAll, paid: ofAll.paid + amount },
  }
}
