import { describe, expect, test } from 'vitest'
import { proposable, typedValue } from './proposable.ts'

describe('a value that is proposed', () => {
  test('is typed in percent, G or hours, and never rounded', () => {
    expect(typedValue('0.3', 'bps')).toBe(30n)
    expect(typedValue('0.305', 'bps')).toBeNull()
    expect(typedValue('12', 'seconds')).toBe(43_200n)
    expect(typedValue('0.5', 'seconds')).toBe(1_800n)
    expect(typedValue('5000000', 'g')).toBe(5_000_000n * 10n ** 18n)
    for (const wrong of ['', '-1', '1e3', '0x10', 'one']) expect(typedValue(wrong, 'bps')).toBeNull()
  })

  test('is one of fee, interest, quorum and the times of voting', () => {
    expect(proposable.map(({ key }) => key)).toEqual([
      'feeBps',
      'interestBps',
      'quorum',
      'votingDelay',
      'votingPeriod',
      'proposalThreshold',
      'lateQuorum',
    ])
  })
})
