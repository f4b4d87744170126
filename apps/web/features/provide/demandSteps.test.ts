import { describe, expect, test } from 'vitest'
import { aboveBps, usefulSteps } from '#web/features/provide/demandSteps.ts'

const step = (pricePerGpuSecond: string, gpuSeconds: string, pay: string) => ({ pricePerGpuSecond, gpuSeconds, pay, leases: 1 })

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
