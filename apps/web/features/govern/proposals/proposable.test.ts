import { boundedParameters } from '@infinitio/chain'
import { describe, expect, test } from 'vitest'
import { parameterText } from '#web/features/govern/parameters/parameterText.ts'
import { typedText, typedValue } from './parameterDraft.ts'

describe('a value that is proposed', () => {
  test('is typed in percent, G or hours, and never rounded', () => {
    expect(typedValue('0.3', 'bps')).toBe(30n)
    expect(typedValue('0.305', 'bps')).toBeNull()
    expect(typedValue('12', 'seconds')).toBe(43_200n)
    expect(typedValue('0.5', 'seconds')).toBe(1_800n)
    expect(typedValue('5000000', 'g')).toBe(5_000_000n * 10n ** 18n)
    expect(typedValue('0.002', 'pt')).toBe(2n * 10n ** 15n)
    expect(typedValue('80', 'share')).toBe(8n * 10n ** 17n)
    expect(typedValue('1.5', 'factor')).toBe(15n * 10n ** 17n)
    expect(typedValue('1000', 'wholeG')).toBe(1_000n)
    for (const wrong of ['', '-1', '1e3', '0x10', 'one']) for (const unit of ['bps', 'number'] as const) expect(typedValue(wrong, unit)).toBeNull()
  })

  test('shows in its field as a user would type it, for every parameter at its limits', () => {
    const values = boundedParameters.flatMap((parameter) => parameter.values)
    expect(values).toHaveLength(32)
    for (const { least, most, unit } of values) for (const value of [least, most]) expect(typedValue(typedText(value, unit), unit)).toBe(value)
    expect(typedText(100n, 'seconds')).toBe('')
  })

  test('is shown with its unit and every digit', () => {
    expect(parameterText('2000000000000000', 'pt')).toBe('0.002\u00a0PT')
    expect(parameterText('800000000000000000', 'share')).toBe('80\u00a0%')
    expect(parameterText('1500000000000000000', 'factor')).toBe('1.5')
    expect(parameterText('1000', 'wholeG')).toBe('1,000.00\u00a0G')
    expect(parameterText('10000', 'number')).toBe('10,000')
    expect(parameterText('86400', 'seconds')).toBe('1\u00a0d')
  })
})
