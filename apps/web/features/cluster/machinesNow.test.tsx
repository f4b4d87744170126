import type { CatalogueWire, ChainWire, ListingWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { ClusterSummary } from '#web/features/cluster/ClusterSummary.tsx'
import { MachinesNow } from '#web/features/cluster/MachinesNow.tsx'
import type { FoundMachines } from '#web/features/cluster/useClusterPlan.ts'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { clusterWishOf } from '#web/parts/checkout/clusterAddress.ts'

const chain = { chainNow: 1_000_000, feeBps: 25, relayFee: '0', leastLeaseValue: '0', smallLeaseFee: '0' } as unknown as ChainWire
const listing = (node: string, isolation: string) =>
  ({
    ...{ node, name: `rack-${node}`, className: 'NVIDIA L4 24 GB', regionName: 'local', country: null, city: null, simulated: false },
    ...{ networkMbps: 1_000, isolation, ask: { pricePerGpuSecond: '500000000000000', noticeSeconds: 0, trialSeconds: 0 } },
  }) as unknown as ListingWire
const slice = (node: string, isolation = 'process') => ({ listing: listing(node, isolation), gpus: 2 })
const found = (slices: readonly ReturnType<typeof slice>[]): FoundMachines => ({
  ...{ state: 'known', plan: { slices, highestPrice: 500_000_000_000_000n }, mostFree: 8, suggestedPriceText: '1.80', error: null },
  retry: () => {},
})
const wishOf = (query: string) => clusterWishOf(new URLSearchParams(query))
const textOf = (markup: string) => markup.replaceAll('\u00a0', ' ')
type Shown = { readonly language?: 'en' | 'zh'; readonly query?: string; readonly isSizeWrong?: boolean }
const machines = (slices: readonly ReturnType<typeof slice>[], { language = 'en', query = 'gpus=4&seconds=3600', isSizeWrong = false }: Shown = {}) =>
  textOf(markupFor(language, <MachinesNow wish={wishOf(query)} found={found(slices)} isSizeWrong={isSizeWrong} chain={chain} />))

test('writes one machine as one: it starts, and its only lease has no other lease to reach', () => {
  const one = machines([slice('a')])
  expect(one).toMatch(/1 machine in [^.]+ can start now, for/)
  expect(one).not.toMatch(/together|private network/)
  expect(machines([slice('a')], { query: 'gpus=4&seconds=3600&start=500100' })).toMatch(/1 machine in [^.]+ can start at the time you chose, for/)
  expect(machines([slice('a')], { language: 'zh' })).toContain('1 台机器可以现在开始')
  const two = machines([slice('a'), slice('b', 'container')])
  expect(two).toMatch(/2 machines in [^.]+ can start together now, for/)
  expect(two).toContain('1 of these machines gives leases no private network.')
  expect(machines([slice('a'), slice('a')])).toContain(
    'This machine gives leases no private network. The leases of the cluster cannot reach each other.',
  )
  expect(machines([slice('a'), slice('a')], { language: 'zh' })).toContain('这台机器没有内网')
})

test('shows no machines and no price while the size is not valid', () => {
  const english = machines([slice('a')], { isSizeWrong: true })
  expect(english).toContain('The machines that fit appear here once the number of GPUs and the time are valid.')
  expect(english).not.toMatch(/PT|rack-a/)
  expect(machines([slice('a')], { language: 'zh', isSizeWrong: true })).toContain('GPU 数和时长有效后')
  const gpuClass = { classId: 1, name: 'NVIDIA L4 24 GB' } as unknown as CatalogueWire['classes'][number]
  const summary = markupFor(
    'en',
    <ClusterSummary order={null} wish={wishOf('gpus=4')} gpusText="–" plan={null} wallet={undefined} {...{ gpuClass, chain }} />,
  )
  expect(textOf(summary)).toContain('– × L4 24 GB')
  expect(summary).not.toContain('PT')
})
