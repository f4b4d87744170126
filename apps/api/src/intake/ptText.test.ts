import { expect, test } from 'vitest'
import { ptText } from './ptText.ts'

test.each([
  [0n, 'up', '0 PT'],
  [50_000_000_000_000_000n, 'up', '0.05 PT'],
  [100n * 10n ** 18n, 'down', '100 PT'],
  [80_199_999_999_999_999_198n, 'up', '80.2 PT'],
  [80_199_999_999_999_999_198n, 'down', '80.199999999 PT'],
  [1n, 'up', '0.000000001 PT'],
  [1_234_500_000_000_000_000_000n, 'up', '1,234.5 PT'],
] as const)('writes %s rounded %s as %s', (units, round, text) => {
  expect(ptText(units, { round })).toBe(text)
})
