import { expect, it } from 'vitest'
import { wadText } from './wadText.ts'

it('a fixed-point number has four decimals, rounded down, and what is there is never shown as nothing', () => {
  const wad = 10n ** 18n
  expect([0n, wad, wad / 3n, wad + 1n, 12n * wad + wad / 2n, 1n].map((value) => wadText(value))).toEqual([
    ...['0.0000', '1.0000', '0.3333', '1.0000', '12.5000', '<0.0001'],
  ])
  expect(wadText(`${(wad * 9n) / 10n}`)).toBe('0.9000')
})
