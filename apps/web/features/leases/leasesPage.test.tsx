import type { EndReasonWire, LeasePageWire, LeaseWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import { addressOfChoice, endedOfChoice, type LeaseChoice, leaseChoiceOf, leaseChoices } from '#web/features/leases/leaseChoice.ts'
import { ChosenLeases } from '#web/features/leases/LeasesView.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { fixtureLease, fixtureStart } from '#web/parts/lease/fixtureLease.ts'

const end = { at: fixtureStart + 600, txHash: `0x${'f'.repeat(64)}`, final: true, accepted: true }

function closed(name: string, reason: EndReasonWire): LeaseWire {
  const lease = fixtureLease({ state: 'closed' })
  return {
    ...{
      ...lease,
      name,
      leaseId: name,
      role: 'renter',
      heldByTransfer: false,
      relays: [],
      endReason: reason,
      ended: { ...end, reason },
      closed: end,
    },
    ...{ node: { ...lease.node, name: 'rack-7' }, settled: end, now: { chainNow: fixtureStart + 700 }, relayFee: '0' },
  } as unknown as LeaseWire
}

const ended = [closed('time-up', 'time_up'), closed('lost-one', 'node_lost'), closed('own-end', 'renter_ended'), closed('late-one', 'no_show')]
const none: LeasePageWire = { items: [], total: 0, nextCursor: null, chainNow: fixtureStart + 700 }

function shown(choice: LeaseChoice, { leases = ended, hasMore = false, language = 'en' }: Shown = {}): string {
  return markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <ChosenLeases choice={choice} live={none} ended={leases} onMore={hasMore ? () => undefined : null} />
    </QueryClientProvider>,
  )
}

type Shown = { readonly leases?: readonly LeaseWire[]; readonly hasMore?: boolean; readonly language?: 'en' | 'zh' }

describe('the choice of leases', () => {
  test('is in the address, where an unknown one means all', () => {
    for (const choice of leaseChoices) {
      const address = new URL(addressOfChoice(choice), 'https://market.example')
      expect([address.pathname, leaseChoiceOf(address.searchParams.get('show'))]).toEqual(['/leases', choice])
    }
    expect([leaseChoiceOf(null), leaseChoiceOf('closed')]).toEqual(['all', 'all'])
    expect(addressOfChoice('all')).toBe('/leases')
  })

  test('keeps of the ended leases those that ended because of a machine or provider', () => {
    const names = (choice: LeaseChoice) => endedOfChoice([...ended, closed('sent-away', 'provider_ended')], choice).map(({ name }) => name)
    expect(names('problems')).toEqual(['lost-one', 'late-one', 'sent-away'])
    expect(names('ended')).toHaveLength(5)
  })

  test('is one group of buttons, of which the chosen one is pressed, in both languages', () => {
    const page = shown('ended')
    expect(page).toMatch(/<fieldset class="seg" aria-label="Show">/)
    expect(page.match(/aria-pressed="true"[^>]*>([^<]*)</)?.[1]).toBe('Ended')
    expect(page.match(/aria-pressed="/g)).toHaveLength(leaseChoices.length)
    expect(shown('problems', { language: 'zh' })).toMatch(/aria-pressed="true"[^>]*>因问题结束</)
  })
})

describe('the list of leases', () => {
  const names = (page: string) => ended.map(({ name }) => name).filter((name) => page.includes(`>${name}<`))

  test('shows live and ended leases, only live ones, only ended ones, or only those with a problem', () => {
    expect([shown('all').includes('Live leases'), names(shown('all')).length]).toEqual([true, 4])
    expect([shown('live').includes('No lease is running now.'), names(shown('live')).length]).toEqual([true, 0])
    expect([shown('ended').includes('Live leases'), names(shown('ended')).length]).toEqual([false, 4])
    expect(names(shown('problems'))).toEqual(['lost-one', 'late-one'])
  })

  test('names what is missing, with a link to all leases', () => {
    const fine = [closed('time-up', 'time_up')]
    expect(shown('problems', { leases: fine })).toMatch(/None of these leases ended early.*href="\/leases">Show all leases</)
    expect(shown('problems', { leases: fine, language: 'zh' })).toContain('这些租约都没有因机器或提供方而提前结束。')
    expect(shown('problems', { leases: fine })).not.toContain('time-up')
  })

  test('counts a lease that starts later neither as running nor in its GPUs, and shows its length instead of the time left', () => {
    const live = (patch: object): LeaseWire =>
      ({ ...closed('x', 'time_up'), ...fixtureLease({}), ended: null, closed: null, endReason: null, ...patch }) as LeaseWire
    const base = { heldByTransfer: false, relays: [], role: 'renter', relayFee: '0', image: { state: 'none' }, secrets: { state: 'none' } }
    const node = { ...fixtureLease({}).node, name: 'rack-7' }
    const now = live({ ...base, node, leaseId: '1', name: 'one-now' })
    const start = fixtureStart + 30_000
    const later = { ...now, leaseId: '2', name: 'one-later', state: 'booked', ready: null, endsAt: start + 7_200 }
    const terms = { ...now.terms, start, durationSeconds: 7_200 }
    const totals = (items: readonly LeaseWire[], language: 'en' | 'zh' = 'en') =>
      markupFor(
        language,
        <QueryClientProvider client={new QueryClient()}>
          <ChosenLeases
            choice="live"
            live={{ items: [...items], total: items.length, nextCursor: null, chainNow: fixtureStart + 700 }}
            ended={[]}
            onMore={null}
          />
        </QueryClientProvider>,
      )
        .replaceAll('\u00a0', ' ')
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
    const both = totals([now, { ...later, terms } as LeaseWire])
    expect(both).toContain('Running 1 2 GPUs, 1 more lease starts later')
    expect(both).toContain('for 2 h')
    expect(totals([{ ...later, terms } as LeaseWire])).toContain('Running 0 1 lease starts later')
    expect(totals([{ ...later, terms } as LeaseWire], 'zh')).toContain('运行中 0 1 个租约稍后开始')
    expect(totals([now])).toContain('Running 1 2 GPUs Cost per hour')
  })

  test('offers older leases if there are some', () => {
    expect(shown('ended', { hasMore: true })).toContain('>Show older leases</button>')
    expect(shown('ended')).not.toContain('Show older leases')
  })

  test('offers a file of all leases for every choice, in both languages', () => {
    for (const choice of leaseChoices) expect(shown(choice)).toMatch(/<button[^>]*>.*Save all as CSV<\/button>/)
    expect(shown('all', { language: 'zh' })).toContain('全部保存为 CSV</button>')
    expect(shown('all', { leases: [] })).not.toContain('CSV')
  })

  test('offers no choice, but the way to a first lease, to an account that never had one', () => {
    const page = shown('ended', { leases: [] })
    expect(page).toContain('You have no lease yet')
    expect(page).not.toContain('aria-pressed')
  })
})
