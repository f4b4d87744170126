import { parsePt } from '@infinitio/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costTexts } from '#web/features/jobs/mostPtText.ts'

const plain = (text: string) => text.replace('\u00a0', ' ')
const pt = (text: string) => parsePt(text.startsWith('<') ? '0' : plain(text).replace(' PT', '')) ?? 0n

test('shows parts that add up to the total, which is rounded up', () => {
  const parts = { reward: 666_666_666_666_666n, checks: 16_083_333_333_333_300n, fees: 1_666_666_666_630n, baseFee: 100_000_000n }
  const texts = Object.fromEntries(Object.entries(costTexts(parts)).map(([name, text]) => [name, plain(text)]))
  expect(texts).toEqual({
    reward: '0.000667 PT',
    checks: '0.016083 PT',
    fees: '0.000002 PT',
    baseFee: '<0.000001 PT',
    total: '0.016752 PT',
  })
})

test('adds up for all amounts, and shows no part of zero as more', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 20n })
  fc.assert(
    fc.property(amount, amount, amount, (reward, checks, fees) => {
      const texts = costTexts({ reward, checks, fees, baseFee: 0n })
      const [shown, total] = [pt(texts.reward) + pt(texts.checks) + pt(texts.fees) + pt(texts.baseFee), pt(texts.total)]
      expect(shown).toBe(total)
      expect(total >= reward + checks + fees && total - reward - checks - fees < 10n ** 12n).toBe(true)
      expect(plain(texts.baseFee)).toBe('0.00 PT')
    }),
  )
})
