import { describe, expect, test } from 'vitest'
import { bps } from '../units/bps.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { earningsOfCard } from './earningsOfCard.ts'

const pt = 10n ** 18n
const card = {
  pricePerGpuSecond: pTokenUnits((36n * pt) / 100n / 3_600n),
  gpus: 2n,
  onlineSeconds: 30n * 86_400n,
  rentedBps: bps(5_000),
  feeBps: bps(25),
  wattsPerGpu: 450n,
  pricePerKwh: pTokenUnits(pt / 4n),
}

describe('earnings of a card', () => {
  test('takes the fee and the power of rented hours off the pay', () => {
    expect(earningsOfCard(card)).toEqual({
      pay: (2_592n * pt) / 10n,
      fee: (648n * pt) / 1_000n,
      energyWh: 324_000n,
      power: 81n * pt,
      left: (177_552n * pt) / 1_000n,
    })
  })

  test('is below zero where power costs more than renters pay', () => {
    expect(earningsOfCard({ ...card, pricePerKwh: pTokenUnits(pt) }).left).toBeLessThan(0n)
  })

  test('is nothing where no hour is rented', () => {
    expect(earningsOfCard({ ...card, rentedBps: bps(0) })).toEqual({ pay: 0n, fee: 0n, energyWh: 0n, power: 0n, left: 0n })
  })
})
