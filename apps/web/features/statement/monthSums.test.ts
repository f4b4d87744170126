import { parsePt } from '@infinitio/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaseCosts } from '#web/features/statement/LeaseCosts.tsx'
import { monthSums, shownAmount } from '#web/features/statement/monthSums.ts'

const pt = (text: string): string => (text.startsWith('-') ? `-${parsePt(text.slice(1))}` : `${parsePt(text)}`)
/** Returns movements of an account that had nothing before, each with the balance after it. */
function linesOf(movements: readonly (readonly [kind: string, amount: bigint])[]) {
  let after = 0n
  return movements.map(([kind, amount]) => {
    after += amount
    return { kind, amount: `${amount}`, balanceAfter: `${after}`, leaseId: kind === 'deposit' ? null : '11' }
  })
}
type Lines = Parameters<typeof monthSums>[0]['lines']

test('shows what went out as the sum of the shown movements, and sums that add up', () => {
  const lines = linesOf([
    ['deposit', BigInt(pt('980'))],
    ['escrow', BigInt(pt('-0.043441'))],
    ['extension', BigInt(pt('-0.015205'))],
    ['refund', BigInt(pt('0.038265'))],
  ])
  const sums = monthSums({ opening: '0', came: pt('980.038265'), went: pt('0.058646'), closing: pt('979.979619'), lines: lines as unknown as Lines })
  expect(sums).toEqual({ digits: 6, opening: 0n, came: BigInt(pt('980.038265')), went: BigInt(pt('0.058646')), closing: BigInt(pt('979.979619')) })
  const [cost] = leaseCosts(lines.map((one) => ({ ...one, amount: `${shownAmount(one, sums.digits)}` })))
  expect([cost?.locked, cost?.returned]).toEqual([sums.went, BigInt(pt('0.038265'))])
})

test('cuts the balances, so that the sums of amounts with long fractions equal the shown movements', () => {
  const third = BigInt(pt('1')) / 3n
  const lines = linesOf([
    ['deposit', BigInt(pt('980'))],
    ['escrow', -third],
    ['refund', third / 3n],
  ])
  const came = `${BigInt(pt('980')) + third / 3n}`
  const sums = monthSums({ opening: '0', came, went: `${third}`, closing: lines[2]?.balanceAfter ?? '', lines: lines as unknown as Lines })
  expect(lines.map((one) => `${shownAmount(one, sums.digits)}`)).toEqual([pt('980'), pt('-0.3334'), pt('0.1111')])
  expect(sums).toEqual({ digits: 4, opening: 0n, came: BigInt(pt('980.1111')), went: BigInt(pt('0.3334')), closing: BigInt(pt('979.7777')) })
})

test('adds up for every month, also for one in which nothing came in', () => {
  const amounts = fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), { maxLength: 20 })
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 20n * 10n ** 18n, max: 10n ** 22n }), (changes, opening) => {
      const sum = (some: readonly bigint[]) => some.reduce((total, units) => total + units, 0n)
      const came = sum(changes.filter((units) => units > 0n))
      const went = -sum(changes.filter((units) => units < 0n))
      const texts = { opening: `${opening}`, came: `${came}`, went: `${went}`, closing: `${opening + came - went}` }
      const lines = changes.map((units, at) => ({
        amount: `${units}`,
        balanceAfter: `${opening + sum(changes.slice(0, at + 1))}`,
      })) as unknown as Lines
      const shown = monthSums({ ...texts, lines })
      expect(shown.opening + shown.came - shown.went).toBe(shown.closing)
      expect(shown.came).toBe(sum(lines.filter(({ amount }) => BigInt(amount) > 0n).map((line) => shownAmount(line, shown.digits))))
      if (came === 0n) expect(shown.came).toBe(0n)
    }),
  )
})
