import { expect, test } from 'vitest'
import { parameterText } from './parameterText.ts'

test('shows each unit as people write it', () => {
  expect(parameterText(25n, 'bps')).toBe('0.25 %')
  expect(parameterText(8n * 10n ** 17n, 'share')).toBe('80 %')
  expect(parameterText(15n * 10n ** 17n, 'factor')).toBe('1.5')
  expect(parameterText(86_400n, 'seconds')).toBe('1 d')
  expect(parameterText(4_000_000n * 10n ** 18n, 'g')).toBe('4,000,000.00 G')
  expect(parameterText(1_000n, 'wholeG')).toBe('1,000.00 G')
  expect(parameterText(2n * 10n ** 15n, 'pt')).toBe('0.002 PT')
  expect(parameterText(10_000n, 'number')).toBe('10,000')
})
