import { expect, test } from 'vitest'
import { carbonText, energyText } from '#web/features/metrics/energyText.ts'
import { measured, networkRates } from '#web/features/metrics/measured.ts'

test('formats energy and carbon with three significant digits, and changes the unit at a thousand', () => {
  expect([0, 0.001, 0.25, 9.994, 9.996, 123.4, 999.6, 12_340].map((wh) => Object.values(energyText(wh)).join(' '))).toEqual([
    '0 Wh',
    '< 0.01 Wh',
    '0.25 Wh',
    '9.99 Wh',
    '10.0 Wh',
    '123 Wh',
    '1.00 kWh',
    '12.3 kWh',
  ])
  expect(carbonText(1_500)).toEqual({ value: '1.50', unit: 'kg' })
})

test('omits values that were not measured, and never draws them as zero', () => {
  const sample = (at: number, netRxKib: number | null, gpuWatts?: number) => ({
    ...{ leaseId: '1', at, cpuPercent: 1, ramUsedMib: 1, ramTotalMib: 2, diskUsedGib: null, diskTotalGib: null, netRxKib, netTxKib: netRxKib },
    ...(gpuWatts === undefined ? {} : { gpuWatts }),
  })
  const samples = [sample(0, 0), sample(5, null), sample(10, 5_120, 70)]
  expect(networkRates(samples)).toEqual([{ at: 10, value: 2 }])
  expect(measured(samples, ({ gpuWatts }) => gpuWatts)).toEqual([{ at: 10, value: 70 }])
})
