import { parsePt } from '@infinitio/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaseCosts } from '#web/features/statement/LeaseCosts.tsx'
import { monthSums } from '#web/features/statement/monthSums.ts'
import { roundedUnits } from '#web/parts/format/sumTexts.ts'

const pt = (text: string): string => (text.startsWith('-') ? `-${parsePt(text.slice(1))}` : `${parsePt(text)}`)
const line = (kind: string, amount: string, leaseId: string | null = null) => ({ kind, amount: pt(amount), leaseId })
type Lines = Parameters<typeof monthSums>[0]['lines']

test('shows what went out as the sum of the shown movements, and sums that add up', () => {
  const lines = [line('deposit', '980'), line('escrow', '-0.043441', '11'), line('extension', '-0.015205', '11'), line('refund', '0.038265', '11')]
  const sums = monthSums({ opening: '0', came: pt('980.038265'), went: pt('0.058646'), closing: pt('979.979619'), lines: lines as unknown as Lines })
  expect(sums).toEqual({ digits: 5, opening: 0n, came: BigInt(pt('980.03827')), went: BigInt(pt('0.05865')), closing: BigInt(pt('979.97962')) })
  const [cost] = leaseCosts(lines.map((one) => ({ ...one, amount: `${roundedUnits(BigInt(one.amount), sums.digits)}` })))
  expect([cost?.locked, cost?.returned]).toEqual([sums.went, BigInt(pt('0.03827'))])
})

test('adds up for every month, also for one in which nothing came in', () => {
  const amounts = fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), { maxLength: 20 })
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 20n * 10n ** 18n, max: 10n ** 22n }), (changes, opening) => {
      const sum = (some: readonly bigint[]) => some.reduce((total, units) => total + units, 0n)
      const came = sum(changes.filter((units) => units > 0n))
      const went = -sum(changes.filter((units) => units < 0n))
      const texts = { opening: `${opening}`, came: `${came}`, went: `${went}`, closing: `${opening + came - went}` }
      const shown = monthSums({ ...texts, lines: changes.map((units) => ({ amount: `${units}` })) as unknown as Lines })
      expect(shown.opening + shown.came - shown.went).toBe(shown.closing)
      if (came === 0n) expect(shown.came).toBe(0n)
    }),
  )
})
