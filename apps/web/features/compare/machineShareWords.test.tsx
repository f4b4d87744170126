import type { LeaseWire, ListingDetailWire, ListingWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { CompareCell } from '#web/features/compare/CompareCell.tsx'
import { compareRows } from '#web/features/compare/compareRows.ts'
import { OverviewTab } from '#web/features/lease/OverviewTab.tsx'
import { NodeFacts } from '#web/features/listing/NodeFacts.tsx'
import { BestValue, CardValue } from '#web/features/search/CardValue.tsx'
import { ListingCard } from '#web/features/search/ListingCard.tsx'
import { ResultsTable } from '#web/features/search/ResultsTable.tsx'
import { loadedMarkupFor, markupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease } from '#web/parts/lease/fixtureLease.ts'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const hour = 3_600
const search = searchFromParams(new URLSearchParams('gpus=1&hours=1'))
const pt = (10n ** 18n).toString()
/**
 * Returns a listing of eight GPUs, by default V100 with 16 GB each. With `vramGib` 0, it has eight slots of a machine without a GPU. A lease gets `quoted` of
 * them.
 */
function listing({
  quoted = 1,
  vramGib = 16,
  className = 'NVIDIA V100 16 GB',
  runtime = 'local',
}: {
  quoted?: number
  vramGib?: number
  className?: string
  runtime?: string | null
}): ListingWire {
  return {
    ...{
      node: `0x${'1'.repeat(64)}`,
      name: 'one',
      simulated: false,
      provider: `0x${'2'.repeat(40)}`,
      providerName: null,
      providerBonded: '0',
      className,
      regionName: 'local',
      country: null,
      city: null,
      gpus: 8,
      freeGpus: 8,
    },
    ...{
      runtime,
      vramGib,
      cpuCores: 64,
      ramGib: 488,
      diskGib: 2_000,
      networkMbps: 10_000,
      cpuModel: null,
      gpuModel: null,
      gpuLink: null,
      isolation: null,
      fit: null,
    },
    ...{ medianReadySeconds: 1, completedLeases: 0, listedAt: 1 },
    ask: { pricePerGpuSecond: '1', noticeSeconds: 0, trialSeconds: 0, minGpus: 1, maxGpus: 8, minDurationSeconds: hour, maxDurationSeconds: hour },
    quote: { gpus: quoted, durationSeconds: hour, total: pt, least: '0', price: pt, trialSeconds: 0 },
  } as unknown as ListingWire
}

const plain = (language: 'en' | 'zh', node: ReactNode) => wordsOf(markupFor(language, node))

const wordsOf = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

const card = async (shown: ListingWire, language: 'en' | 'zh' = 'en', value: typeof CardValue | null = null) =>
  wordsOf(
    await loadedMarkupFor(
      language,
      <QueryClientProvider client={new QueryClient()}>
        <ListingCard listing={shown} run="" startAt={null} marked={false} value={value} onMark={() => undefined} />
      </QueryClientProvider>,
    ),
  )

describe('a part of a machine', () => {
  test('shows the leased share in the title and memory of a card, and marks the whole machine', async () => {
    const words = await card(listing({}))
    expect(words).toContain('1 of 8 × V100 16 GB')
    expect(words).toContain('16 GB VRAM. Whole machine: 64 vCPU, 488 GB RAM')
    expect(words).toContain('1 GPU, 1 h, with fees')
    expect(words).not.toContain('128 GB')
    expect(await card(listing({}), 'zh')).toContain('1（整机共 8） × V100 16 GB')
  })

  test('shows the cores and the memory that come with each GPU, if the machine divides them', async () => {
    const divided = listing({ runtime: 'container' })
    const words = await card(divided)
    expect(words).toContain('16 GB VRAM. With each GPU about 7.8 vCPU, 48 GB RAM. Whole machine: ')
    expect(words).not.toMatch(/64 vCPU|488 GB/)
    expect(await card(divided, 'zh')).toContain('每张 GPU 约配 7.8 vCPU')
    expect(await card(listing({ runtime: 'container', quoted: 8 }))).toContain('128 GB VRAM, 64 vCPU, 488 GB RAM')
    const detail = { listing: divided, className: 'NVIDIA V100 16 GB', registeredAt: 1, leases: { active: 0, completed: 0 } }
    const facts = (gpus: number) => plain('en', <NodeFacts detail={detail as unknown as ListingDetailWire} gpus={gpus} isForNow />)
    expect(facts(2)).toContain('about 7.8 vCPU with each GPU, of 64 vCPU')
    expect(facts(2)).toContain('about 48 GB with each GPU, of 488 GB')
    expect(facts(2)).toContain('a lease gets the part of its GPUs')
    expect(facts(8)).not.toContain('with each GPU')
  })

  test('names the free GPUs of a later start as those at that start', async () => {
    const detail = {
      listing: listing({ runtime: 'container' }),
      className: 'NVIDIA V100 16 GB',
      registeredAt: 1,
      leases: { active: 0, completed: 0 },
    }
    const facts = (isForNow: boolean) => plain('en', <NodeFacts detail={detail as unknown as ListingDetailWire} gpus={2} isForNow={isForNow} />)
    expect([facts(true).includes('Free now'), facts(false).includes('Free now'), facts(false).includes('Free at your start')]).toEqual([
      true,
      false,
      true,
    ])
  })

  test('omits the mark when the lease gets the whole machine', async () => {
    const words = await card(listing({ quoted: 8 }))
    expect(words).toContain('8 × V100 16 GB')
    expect(words).toContain('128 GB VRAM, 64 vCPU, 488 GB RAM')
    expect(words).not.toContain('hole machine')
  })

  test('counts slots on the card of a machine without a GPU', async () => {
    const words = await card(listing({ vramGib: 0, className: 'CPU slot (development)' }))
    expect(words).toContain('per slot')
    expect(words).toContain('1 slot, 1 h, with fees')
    expect(words).not.toMatch(/per GPU|1 GPU/)
  })

  test('shows the same share in the table and in the comparison', () => {
    const page = { items: [listing({ quoted: 2 })], startAt: null } as never
    const table = plain('en', <ResultsTable page={page} search={search} change={() => undefined} />)
    expect(table).toContain('2 of 8 × V100 16 GB')
    expect(table).toContain(' 32 GB ')
    const cell = (row: 'vram' | 'cpu' | 'ram', quoted: number) => plain('en', <CompareCell row={row} listing={listing({ quoted })} />).trim()
    expect([cell('vram', 1), cell('vram', 2), cell('vram', 8)]).toEqual(['16 GB', '32 GB, 16 GB each', '128 GB, 16 GB each'])
    expect([cell('cpu', 2), cell('ram', 2), cell('ram', 8)]).toEqual(['64 vCPU whole machine', '488 GB whole machine', '488 GB'])
  })

  test('shows in the comparison the cores and the memory that come with each GPU, and compares those of the lease', () => {
    const divided = (quoted: number) => listing({ quoted, runtime: 'container' })
    const cell = (row: 'cpu' | 'ram' | 'disk', quoted: number, language: 'en' | 'zh' = 'en') =>
      plain(language, <CompareCell row={row} listing={divided(quoted)} />).trim()
    expect([cell('cpu', 2), cell('ram', 2)]).toEqual(['about 7.8 vCPU with each GPU of 64 vCPU', 'about 48 GB with each GPU of 488 GB'])
    expect(cell('ram', 2, 'zh')).toBe('每张 GPU 约 48 GB 整台共 488 GB')
    expect([cell('cpu', 8), cell('ram', 8), cell('disk', 2)]).toEqual(['64 vCPU', '488 GB', '2.0 TB whole machine'])
    // One of eight GPUs gets fewer cores than a machine with 16 cores whose leases share them.
    const small = { ...listing({ quoted: 1 }), cpuCores: 16 }
    expect(compareRows([divided(1), small]).find(({ key }) => key === 'cpu')?.best).toEqual([false, true])
  })

  test('follows the chosen number on the page of a machine', () => {
    const detail = { listing: listing({}), className: 'NVIDIA V100 16 GB', registeredAt: 1, leases: { active: 0, completed: 0 } }
    const facts = (gpus: number) => plain('en', <NodeFacts detail={detail as unknown as ListingDetailWire} gpus={gpus} isForNow />)
    expect(facts(1)).toContain('Stable Diffusion XL')
    expect(facts(1)).toContain('64 vCPU, whole machine')
    expect(facts(1)).toContain('Other leases can use them too')
    expect(facts(8)).toContain('Llama 3.3 70B, 8-bit')
    expect(facts(8)).not.toContain('whole machine')
  })

  test('shows the same share on the page of a lease', () => {
    const fixture = fixtureLease({})
    const node = {
      ...{ name: 'one', gpus: 8, vramGib: 16, className: 'NVIDIA V100 16 GB' },
      cpuCores: 64,
      ramGib: 488,
      diskGib: 2_000,
      state: 'answering',
      isolation: null,
    }
    const lease = { ...fixture, node, role: 'renter', settled: { txHash: `0x${'1'.repeat(64)}` }, workload: null, heldByTransfer: false, now: {} }
    const words = plain('en', <OverviewTab lease={lease as unknown as LeaseWire} />)
    expect(words).toContain('2 of 8 × V100 16 GB')
    expect(words).toContain('VRAM 32 GB')
    expect(words).toContain('Whole machine: 64 vCPU, 488 GB RAM')
    const whole = plain('en', <OverviewTab lease={{ ...lease, node: { ...node, gpus: 2 } } as unknown as LeaseWire} />)
    expect(whole).toContain('Size 64 vCPU, 488 GB RAM')
    const divided = { ...lease, node: { ...node, runtime: 'container', simulated: false } } as unknown as LeaseWire
    expect(plain('en', <OverviewTab lease={divided} />)).toContain(
      'With each GPU about 7.8 vCPU and 48 GB of RAM. Whole machine: 64 vCPU, 488 GB RAM',
    )
    expect(plain('zh', <OverviewTab lease={divided} />)).toContain('每张 GPU 约配 7.8 vCPU 和 48 GB 内存')
  })
})

describe('the facts on a card', () => {
  test('name the link between the GPUs of a lease, if there are several and it is known', async () => {
    const linked = (quoted: number, gpuLink: 'nvlink' | 'pcie') => ({ ...listing({ quoted }), gpuLink })
    expect(await card(linked(8, 'nvlink'))).toContain('128 GB VRAM, NVLink between GPUs, 64 vCPU')
    expect(await card(linked(8, 'pcie'), 'zh')).toContain('GPU 间 PCIe')
    expect(await card(linked(1, 'nvlink'))).not.toContain('NVLink')
    expect(await card(listing({ quoted: 8 }))).not.toContain('between GPUs')
  })

  test('show the flag of a country beside its name, on the card and in the table', async () => {
    const finnish = { ...listing({}), country: 'FI', city: 'Hamina' }
    expect(await card(finnish)).toContain('🇫🇮 Hamina, Finland')
    expect(await card(finnish, 'zh')).toContain('🇫🇮 哈米纳, 芬兰')
    expect(plain('en', <ResultsTable page={{ items: [finnish], startAt: null } as never} search={search} change={() => undefined} />)).toContain('🇫🇮')
  })

  test('mark the best value of a list with a known value', async () => {
    const known = { ...listing({ className: 'NVIDIA H100 SXM 80 GB' }), ask: { ...listing({}).ask, pricePerGpuSecond: (10n ** 15n).toString() } }
    expect(await card(known, 'en', BestValue)).toContain('Best value On this machine, the work that an H100 does in 1 h costs 3.60 PT')
    expect(await card(known, 'zh', BestValue)).toContain('性价比最高')
    expect(await card(known, 'en', CardValue)).not.toContain('Best value')
    expect(await card(listing({ className: 'Class 2' }), 'en', BestValue)).not.toContain('Best value')
  })
})

describe('the images of a machine', () => {
  test.each([
    ['container', 'Runs container images', '可运行容器镜像'],
    ['local', 'Shell only', '仅终端'],
    [null, 'Shell only', '仅终端'],
  ])('shows on card, table and comparison that runtime %s is "%s"', async (runtime, english, chinese) => {
    const shown = listing({ runtime })
    expect(await card(shown)).toContain(english)
    expect(await card(shown, 'zh')).toContain(chinese)
    expect(plain('en', <ResultsTable page={{ items: [shown], startAt: null } as never} search={search} change={() => undefined} />)).toContain(
      english,
    )
    expect(plain('en', <CompareCell row="images" listing={shown} />).trim()).toBe(english)
  })
})
