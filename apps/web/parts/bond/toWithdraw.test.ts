import { expect, test } from 'vitest'
import { toWithdraw } from '#web/parts/bond/toWithdraw.ts'

const missing = 479_999_999_999_952_000n

test('withdraws a number that people can read, and never more than the balance', () => {
  expect(toWithdraw(missing, 10n ** 18n)).toBe(480_000_000_000_000_000n)
  expect(toWithdraw(480_000_000_000_000_000n, 10n ** 18n)).toBe(480_000_000_000_000_000n)
  expect(toWithdraw(missing, missing)).toBe(missing)
})
