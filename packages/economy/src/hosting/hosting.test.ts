import { readFileSync } from 'node:fs'
import { address } from '@infinitio/domain'
import fc from 'fast-check'
import { bytesToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { hostingVectors } from '../../test/hostingVectors.ts'
import { type HostedService, hostingShares, hostingTree, readShares, rightAnswers } from '../index.ts'

const pt = 10n ** 18n
const payee = (n: number) => address(`0x${String(n).padStart(40, '0')}`)
const hosted = (n: number, facts: Partial<HostedService> = {}): HostedService => {
  return { service: `service ${n}`, payee: payee(n), model: 'llama', bond: 100n * pt, settled: 20n * pt, right: 40, ...facts }
}
const programme = (perDay: bigint, number = 1n, model = 'llama') => ({ programme: number, model, perDay })
const amounts = (services: readonly HostedService[], perDay: bigint) =>
  new Map(hostingShares(services, [programme(perDay)]).map(({ account, amount }) => [account, amount]))

it('gives the stored vectors that the contract also meets', () => {
  const stored = readFileSync(new URL('../../../domain/vectors/hosting.json', import.meta.url), 'utf8')
  expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(hostingVectors(), (_, value) => (typeof value === 'bigint' ? `${value}` : value))))
})

describe('the shares of a day', () => {
  it('divide a programme by bonds', () => {
    const found = amounts([hosted(1), hosted(2, { bond: 300n * pt, settled: 100n * pt })], 40n * pt)
    expect(found).toEqual(
      new Map([
        [payee(2), 30n * pt],
        [payee(1), 10n * pt],
      ]),
    )
  })

  it('count a bond up to ten times what the service settled', () => {
    expect(amounts([hosted(1), hosted(2, { bond: 900n * pt, settled: 10n * pt })], 40n * pt)).toEqual(
      new Map([
        [payee(1), 20n * pt],
        [payee(2), 20n * pt],
      ]),
    )
  })

  it('multiply by η, from a half to two', () => {
    const found = amounts([hosted(1), hosted(2), hosted(3, { right: 1 }), hosted(4, { right: 4_000 })], 45n * pt)
    expect(found.get(payee(3))).toBe(5n * pt)
    expect(found.get(payee(1))).toBe(10n * pt)
    expect(found.get(payee(4))).toBe(20n * pt)
  })

  it('pay nobody without a bond, without use, or without a right answer', () => {
    expect(amounts([hosted(1, { bond: 0n }), hosted(2, { settled: 0n }), hosted(3, { right: 0 })], 40n * pt)).toEqual(new Map())
  })

  it('pay a host at most S · η, so the rest of a large programme goes back to its sponsor', () => {
    expect(amounts([hosted(1)], 1_000_000n * pt)).toEqual(new Map([[payee(1), 100n * pt]]))
  })

  it('pay the same whether a payee has one service or several, and only for the model of the programme', () => {
    const split = [hosted(1, { bond: 50n * pt, settled: 10n * pt }), { ...hosted(1, { bond: 50n * pt, settled: 10n * pt }), service: 'another' }]
    expect(amounts([...split, hosted(2)], 40n * pt)).toEqual(amounts([hosted(1), hosted(2)], 40n * pt))
    expect(amounts([hosted(1), hosted(2, { model: 'other' })], 40n * pt)).toEqual(new Map([[payee(1), 40n * pt]]))
  })

  it('never exceed the daily amount, and are the same in any sequence', () => {
    const facts = fc.record({ bond: fc.bigInt(0n, 10n ** 24n), settled: fc.bigInt(0n, 10n ** 24n), right: fc.integer({ min: 0, max: 300 }) })
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 12 }), fc.bigInt(0n, 10n ** 24n), (all, perDay) => {
        const services = all.map((one, n) => hosted(n, one))
        const shares = hostingShares(services, [programme(perDay)])
        expect(shares.reduce((sum, { amount }) => sum + amount, 0n)).toBeLessThanOrEqual(perDay)
        expect(hostingShares(services.toReversed(), [programme(perDay)])).toEqual(shares)
      }),
    )
  })

  it('leave out the smallest shares above a thousand, so nobody can fill a day with many small ones', () => {
    const crowd = Array.from({ length: 1_200 }, (_, n) => hosted(n + 10, { model: 'crowd', bond: pt, settled: pt }))
    const shares = hostingShares([...crowd, hosted(1)], [programme(12n * pt, 2n, 'crowd'), programme(40n * pt)])
    expect(shares).toHaveLength(1_000)
    expect(shares[0]).toEqual({ programme: 1n, account: payee(1), amount: 40n * pt })
  })
})

describe('the right answers of a service', () => {
  const answers = (validator: number, agreed: number, differed: number, service = 'a') =>
    [...Array<'agrees'>(agreed).fill('agrees'), ...Array<'differs'>(differed).fill('differs')].map((outcome) => {
      return { service, validator: payee(validator), outcome } as const
    })

  it('are the lower median of what the validators measured, so that a minority decides nothing', () => {
    const honest = [...answers(1, 40, 0), ...answers(2, 39, 0), ...answers(3, 38, 0)]
    expect(rightAnswers([...honest, ...answers(4, 0, 40)]).get('a')).toBe(38)
    expect(rightAnswers([...honest, ...answers(4, 4_000, 0)]).get('a')).toBe(39)
  })

  it('lose three for each answer that differs, so that a cheat in a quarter of the answers has none', () => {
    expect(rightAnswers([1, 2, 3].flatMap((validator) => answers(validator, 30, 10))).get('a')).toBe(0)
    expect(rightAnswers([1, 2, 3].flatMap((validator) => answers(validator, 39, 1))).get('a')).toBe(36)
  })

  it('need three validators that judged the service', () => {
    const unclear = [{ service: 'a', validator: payee(3), outcome: 'unclear' } as const]
    expect(rightAnswers([...answers(1, 40, 0), ...answers(2, 40, 0), ...unclear]).get('a')).toBe(0)
  })
})

describe('the tree of a day', () => {
  const shares = [{ programme: 1n, account: payee(1), amount: 5n }]

  it('has a budget for each programme, also if it assigns nothing', () => {
    const tree = hostingTree({ day: 3n, programmes: [1n, 2n], shares })
    expect(tree?.budgets).toEqual([
      { programme: 1n, amount: 5n },
      { programme: 2n, amount: 0n },
    ])
    expect(tree?.budgetPath(2n)?.length).toBeGreaterThan(0)
    expect(tree?.budgetPath(3n)).toBeNull()
    expect(tree?.sharePath({ programme: 2n, account: payee(1) })).toBeNull()
    expect(readShares(bytesToHex(tree?.packed ?? new Uint8Array()))).toEqual(shares)
  })

  it('differs by day, does not exist without programmes, and refuses a share of another programme', () => {
    expect(hostingTree({ day: 4n, programmes: [1n], shares })?.root).not.toEqual(hostingTree({ day: 3n, programmes: [1n], shares })?.root)
    expect(hostingTree({ day: 3n, programmes: [], shares: [] })).toBeNull()
    expect(() => hostingTree({ day: 3n, programmes: [2n], shares })).toThrow(/programme of the day/)
  })
})
