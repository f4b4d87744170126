import { describe, expect, test } from 'vitest'
import { countdownText } from '#web/parts/format/countdownText.ts'

describe('countdownText', () => {
  test('shows minutes and seconds', () => {
    expect(countdownText(252)).toBe('4:12')
    expect(countdownText(9)).toBe('0:09')
  })

  test('shows hours from one hour up', () => {
    expect(countdownText(3_852)).toBe('1:04:12')
  })

  test('stops at zero', () => {
    expect(countdownText(-3)).toBe('0:00')
  })
})
