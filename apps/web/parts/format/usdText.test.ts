import { expect, test } from 'vitest'
import { usdText } from '#web/parts/format/usdText.ts'

test('rounds to cents, and shows that a tiny amount is not nothing', () => {
  const pt = 10n ** 18n
  expect([0n, 1n, pt / 200n, pt, 1_234n * pt + pt / 8n].map(usdText)).toEqual(['0.00', '<0.01', '0.01', '1.00', '1,234.13'])
})
