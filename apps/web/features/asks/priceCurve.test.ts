import { describe, expect, test } from 'vitest'
import { electricityFloor, monthAt, priceCurveOf } from '#web/features/asks/PriceCurveChart.tsx'

const week = 7 * 86_400
const step = (price: number, leases: number, gpuSeconds: number) => ({
  ...{ pricePerGpuSecond: String(price), leases, gpuSeconds: String(gpuSeconds) },
  pay: String(price * gpuSeconds),
})
const demandOf = (curve: ReturnType<typeof step>[]) => ({ curve, from: 0, asOf: { seq: '1', at: 0, atMs: 1, now: week } })
const curveOf = (curve: ReturnType<typeof step>[], { gpus = 4, feeBps = 0 } = {}) => priceCurveOf({ demand: demandOf(curve), gpus, feeBps })

describe('the price curve', () => {
  test('scales a week to 30 days and finds the price with the highest pay', () => {
    const curve = curveOf([step(1_000, 9, 700_000), step(2_000, 7, 490_000), step(4_000, 5, 70_000)])
    expect(curve?.points.map(({ month }) => month)).toEqual([3_000_000_000n, 4_200_000_000n, 1_200_000_000n])
    expect(curve?.best).toEqual({ price: 2_000n, month: 4_200_000_000n })
  })

  test('takes the fee off, and never exceeds all GPUs all the time', () => {
    expect(curveOf([step(1_000, 5, 700_000)], { feeBps: 100 })?.best.month).toBe(2_970_000_000n)
    expect(curveOf([step(1_000, 5, 70_000_000)], { gpus: 1 })?.best.month).toBe(2_592_000_000n)
  })

  test('shows nothing for too few leases or no bid', () => expect([curveOf([step(1_000, 4, 99)]), curveOf([])]).toEqual([null, null]))

  test('gives a price between two points the bids of the higher point, and nothing above all', () => {
    const curve = curveOf([step(1_000, 9, 700_000), step(2_000, 7, 490_000)])
    if (curve === null) throw new Error('the curve has enough leases')
    expect([500n, 1_000n, 1_500n, 2_000n, 2_001n].map((price) => monthAt(curve, price))).toEqual([
      1_500_000_000n,
      3_000_000_000n,
      3_150_000_000n,
      4_200_000_000n,
      0n,
    ])
  })
})

test('calculates the price that pays for electricity at board power', () => {
  // 450 W for one hour at 0.25 PT/kWh cost 0.1125 PT.
  expect(electricityFloor('NVIDIA RTX 4090 24 GB')).toMatchObject({ price: 31_250_000_000_000n, watts: 450n })
  expect(electricityFloor('CPU slot (development)')).toBeNull()
})
