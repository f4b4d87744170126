import { hex32 } from '@infinitio/domain'
import type { FaultWire } from '@infinitio/domain/wire'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { FaultCard } from './FaultCard.tsx'

const fault: FaultWire = {
  ...{ number: '3', leaseId: '12', node: hex32(`0x${'ab'.repeat(32)}`), incident: 'lost', value: null, from: 1_795_000_000, until: null },
  ...{ party: 'provider', rule: 2, source: 'market', recordedAt: 1_795_000_200, creditSeconds: 0, owedSeconds: 0, share: null, answers: [] },
  paid: { refund: '275040000000000000000', compensation: '15840000000000000000', txHash: hex32(`0x${'cd'.repeat(32)}`) },
}
const markup = (change: Partial<FaultWire>, language: 'en' | 'zh' = 'en') =>
  markupFor(language, <FaultCard fault={{ ...fault, ...change }} side={null} />)

test('shows incident, party, rule, evidence and the payments with their transaction', () => {
  const shown = markup({})
  for (const text of [
    'The machine was lost',
    'The provider',
    '2: The machine was silent at every gateway and at the API.',
    'Measured by this market',
    '275.04 PT unused time',
    '15.84 PT from the provider’s bond',
    'Refunded',
  ])
    expect(shown).toContain(text)
  expect(shown).toContain(`href="/tx/${fault.paid?.txHash}"`)
  expect(markup({}, 'zh')).toContain('2：机器在每个网关和 API 上都没有响应。')
})

test('shows a payment as pending before it, and none for an incident that ends no lease', () => {
  expect(markup({ paid: null })).toContain('Refund pending')
  const crash = markup({ incident: 'script_exit', value: 137, party: 'renter', rule: 8, source: 'machine', paid: null })
  expect(crash).toContain('The start script ended with code 137')
  for (const text of ['Paid back', 'Refund']) expect(crash).not.toContain(text)
})

test('shows the time that validators remove from the bill, before and after they did', () => {
  const away: Partial<FaultWire> = { incident: 'unreachable', until: 1_795_000_300, party: 'operator', rule: 3, paid: null, owedSeconds: 300 }
  const before = markup(away)
  for (const text of ['300 s, not removed yet', 'Credit pending']) expect(before).toContain(text)
  const after = markup({ ...away, creditSeconds: 300 })
  expect(after).toContain('Credited')
  for (const text of ['not removed yet', 'Credit pending']) expect(after).not.toContain(text)
  expect(markup(away, 'zh')).toContain('300 秒，尚未扣除')
  const closed = markup({ ...away, creditSeconds: 300, owedSeconds: 0 })
  expect(closed).toContain('Credited')
})

test('shows what the operator pays the provider, why it is less, and the transaction', () => {
  const share = {
    seconds: 3_600,
    asked: '9000000000000000000',
    amount: '2500000000000000000',
    cuts: ['hour', 'provider_fees'],
    txHash: null,
  } as const
  const away: Partial<FaultWire> = { incident: 'unreachable', until: 1_795_000_300, party: 'operator', rule: 3, paid: null, creditSeconds: 300 }
  const waits = markup({ ...away, share: { ...share, cuts: [...share.cuts] } })
  for (const text of [
    'The provider lost 9.00 PT because of this fault. The operator of this market pays 2.50 PT of this loss',
    'at most 1 h of a lease; at most half of the fees',
    'Not paid yet',
  ])
    expect(waits).toContain(text)
  const txHash = hex32(`0x${'ef'.repeat(32)}`)
  const paid = markup({ ...away, share: { ...share, cuts: [], txHash } })
  expect(paid).toContain(`href="/tx/${txHash}"`)
  for (const text of ['Not paid yet', 'at most']) expect(paid).not.toContain(text)
  expect(markup(away)).not.toContain('Paid to the provider')
  expect(markup({ ...away, share: { ...share, cuts: [] } }, 'zh')).toContain('尚未支付')
})

test('leads the renter of an ended lease to a dispute, and nobody else', () => {
  const card = (side: 'renter' | 'provider', mayDispute: boolean) =>
    markupFor(
      'en',
      <QueryClientProvider client={new QueryClient()}>
        <FaultCard fault={fault} side={side} mayDispute={mayDispute} />
      </QueryClientProvider>,
    )
  expect(card('renter', true)).toContain('href="#dispute"')
  expect(card('renter', false)).not.toContain('#dispute')
  expect(card('provider', true)).not.toContain('#dispute')
})

test('shows an answer as plain text with its side', () => {
  const shown = markup({ answers: [{ side: 'provider', text: '<script>alert(1)</script>', at: 1_795_000_300 }] })
  expect(shown).toContain('Provider, ')
  expect(shown).toContain('&lt;script&gt;')
})
