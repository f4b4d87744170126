import { address, hex32 } from '@infinitio/domain'
import type { ClosedLeaseWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { Closed } from './LeaseDispute.tsx'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const closedAt = 1_795_000_000
const contracts = { court: account('1'), panels: account('2'), gToken: account('3'), pToken: account('4'), stakeVault: account('5') }
const closed: ClosedLeaseWire = {
  ...{ blockNumber: 9, now: closedAt + 60, contracts, openUntil: closedAt + 604_800, dispute: null, mostClaim: '1', attested: null },
  ...{ attestableFrom: closedAt + 1_600 },
  statement: { market: account('a'), leaseId: '7', holder: account('b'), provider: account('c'), closedAt, weekPay: '1' },
}
const markup = (change: Partial<ClosedLeaseWire>, { language = 'en', mayOpen = true }: { language?: 'en' | 'zh'; mayOpen?: boolean } = {}) =>
  markupFor(
    language,
    <QueryClientProvider client={new QueryClient()}>
      <Closed closed={{ ...closed, ...change }} mayOpen={mayOpen} />
    </QueryClientProvider>,
  )
const attested = { root: hex32(`0x${'1'.repeat(64)}`), epoch: 1, proof: [] }

test('shows from when and until when a dispute can be opened before validators attested the lease', () => {
  expect(markup({})).toContain('validators confirm that the lease closed')
  expect(markup({ now: closedAt + 1_700 })).toContain('They finish a few minutes after')
  expect(markup({}, { language: 'zh' })).toContain('你可以提出争议')
})

test('shows that it is too late, that the bond is too small, and a dispute that exists', () => {
  expect(markup({ attested, now: closedAt + 604_800 })).toContain('The time to open a dispute ended')
  expect(markup({ attested, mostClaim: '0' })).toContain('This provider’s free bond is at most 25 PT.')
  expect(markup({ attested, mostClaim: '0' }, { language: 'zh' })).toContain('空闲保证金不超过 25 PT')
  expect(markup({ attested, dispute: 3 })).toContain('href="/disputes/3"')
})

test('does not blame the bond for a lease that cost nothing', () => {
  const free = markup({ attested, mostClaim: '0', statement: { ...closed.statement, weekPay: '0' } })
  expect(free).toContain('you paid the provider nothing')
  expect(free).not.toContain('bond')
})

test('shows the provider nothing but a dispute', () => {
  expect(markup({}, { mayOpen: false })).toBe('')
  expect(markup({ contracts: null })).toBe('')
  expect(markup({ dispute: 3 }, { mayOpen: false })).toContain('Show dispute 3')
})
