import type { MarketDetailWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { firstRange } from '#web/parts/market/marketQuery.ts'

const now = 1_795_600_000

describe('firstRange', () => {
  test('is an hour where trading began in this hour or the one before, so that minutes are seen', () => {
    expect(firstRange(marketSince(now - 600))).toBe('hour')
    expect(firstRange(marketSince(now - 7_199))).toBe('hour')
  })

  test('is a week for a market that is older, has no trade, or is not known yet', () => {
    expect(firstRange(marketSince(now - 7_200))).toBe('week')
    expect(firstRange(marketSince(null))).toBe('week')
    expect(firstRange(undefined)).toBe('week')
  })
})

function marketSince(start: number | null): MarketDetailWire {
  return { asOf: { at: now }, candles: start === null ? [] : [{ start }] } as MarketDetailWire
}
