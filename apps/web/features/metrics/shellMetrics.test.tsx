import type { TelemetryWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { MetricsTab, ShellMetrics } from '#web/features/metrics/MetricsTab.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const gpu = { index: 0, name: 'NVIDIA H100', percent: 96, memoryUsedMib: 72_704, memoryTotalMib: 81_559, celsius: 64, watts: 664 }
const sample = (at: number) => ({
  ...{
    leaseId: '7',
    at,
    cpuPercent: 12,
    ramUsedMib: 1_024,
    ramTotalMib: 4_096,
    diskUsedGib: null,
    diskTotalGib: null,
    netRxKib: null,
    netTxKib: null,
  },
  ...{ gpuPercent: 96, gpuWatts: 664, cpuWatts: null, gpus: [{ ...gpu, coreMhz: null, memoryMhz: null, eccErrors: null, xid: null }] },
})
const shown = (samples: readonly ReturnType<typeof sample>[], of: 'shell' | 'tab') => {
  const client = new QueryClient()
  client.setQueryData(['telemetry', '7'], { samples, energy: null } as unknown as TelemetryWire)
  return markupFor(
    'en',
    <QueryClientProvider client={client}>
      {of === 'shell' ? <ShellMetrics leaseId="7" /> : <MetricsTab leaseId="7" isLive isSimulated={false} />}
    </QueryClientProvider>,
  )
}

test('charts and GPUs appear below the shell with the second measurement, and nothing before', () => {
  expect([shown([], 'shell'), shown([sample(1_800_000_000)], 'shell')]).toEqual(['', ''])
  const page = shown([sample(1_800_000_000), sample(1_800_000_005)], 'shell')
  expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(4)
  expect(page).toContain('96\u00a0%')
  expect(page).toContain('NVIDIA H100')
})

test('the tab of metrics explains what is missing, and has the charts first', () => {
  expect(shown([sample(1_800_000_000)], 'tab')).toMatch(/<h[23]/)
  const page = shown([sample(1_800_000_000), sample(1_800_000_005)], 'tab')
  expect(page.indexOf('<svg')).toBeLessThan(page.indexOf('NVIDIA H100'))
})
