import { describe, expect, test } from 'vitest'
import { aboveBps, demandRows, usefulSteps } from '#web/features/provide/demandRows.ts'

const step = (pricePerGpuSecond: string, gpuSeconds: string, pay: string) => ({ pricePerGpuSecond, gpuSeconds, pay, leases: 1 })

describe('what kept bids away', () => {
  test('lists the most frequent reason first, marks those that the provider can change, and leaves out reasons without bids', () => {
    const rows = demandRows({
      excluded: [
        { reason: 'tier', bids: 3 },
        { reason: 'price', bids: 4 },
      ],
      elsewhere: 5,
      unfilled: 0,
    })
    expect(rows).toEqual([
      { reason: 'elsewhere', bids: 5, canChange: true },
      { reason: 'price', bids: 4, canChange: true },
      { reason: 'tier', bids: 3, canChange: false },
    ])
  })
})

describe('the prices worth telling', () => {
  test('earn more than each higher price, including the present one; the best one earns most', () => {
    const steps = [step('100', '10', '1000'), step('90', '10', '900'), step('80', '30', '2400'), step('70', '20', '1400'), step('60', '31', '1860')]
    expect(usefulSteps(steps)).toEqual({ steps: [steps[2], steps[4]], best: steps[2] })
    expect(usefulSteps([step('100', '10', '1000')])).toEqual({ steps: [], best: null })
    expect(usefulSteps([])).toEqual({ steps: [], best: null })
  })

  test('are a percentage above or below others', () => {
    expect([aboveBps(150n, 100n), aboveBps(75n, 100n), aboveBps(1n, 0n)]).toEqual([5_000, -2_500, 0])
  })
})
