import { describe, expect, test } from 'vitest'
import { powerCost, storedPowerPrice, storePowerPrice } from '#web/parts/market/powerCost.ts'

const storage = () => {
  const values = new Map<string, string>()
  return { getItem: (key: string) => values.get(key) ?? null, setItem: (key: string, value: string) => void values.set(key, value) }
}

describe('powerCost', () => {
  test('multiplies energy in kWh by the price of a kWh', () => {
    expect(powerCost(1_648_000, '0.25')).toBe(412n * 10n ** 18n)
    expect(powerCost(0, '0.25')).toBe(0n)
    expect(powerCost(0.5, '2')).toBe(10n ** 15n)
  })

  test.each(['', 'cheap', '-1', '1e3', '0,25'])('has no cost for the price "%s"', (price) => {
    expect(powerCost(1_000, price)).toBeNull()
  })
})

describe('the stored price', () => {
  test('remains in the browser, and an invalid text does not replace it', () => {
    const own = storage()
    expect(storedPowerPrice(own)).toBe('0.25')
    storePowerPrice(own, '0.31')
    storePowerPrice(own, 'x')
    expect(storedPowerPrice(own)).toBe('0.31')
  })

  test('falls back to the first price for damaged text', () => {
    expect(storedPowerPrice({ getItem: () => '<script>' })).toBe('0.25')
  })
})
