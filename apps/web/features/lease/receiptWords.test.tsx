import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { ReceiptLines } from '#web/features/lease/ReceiptLines.tsx'
import { Receipt } from '#web/features/lease/Receipt.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'

const perSecond = 13_888_888_888_888n
const receipt = {
  ...{ leaseId: '7', nodeName: 'one', reason: 'renter_ended', final: true, gpus: 1, pricePerGpuSecond: perSecond.toString(), feeBps: 25 },
  ...{ start: 990, readyAt: 1_000, end: 1_019, closedAt: 1_020, billedSeconds: 19, escrow: '50000000000000000', pay: (perSecond * 19n).toString() },
  ...{ renterFee: '659722222222', providerFee: '659722222222', relayFee: '0', smallLeaseFee: '0' },
  ...{ providerGets: '1', refund: '49735451388888907', spent: '264548611111094', extensions: [], creditSeconds: 0, compensation: '0' },
  transactions: [{ what: 'ended', txHash: '0x1', blockNumber: 1, at: 1_019 }],
} as unknown as LeaseReceiptWire
const lease = { role: 'renter', terms: { trialSeconds: 600 }, node: { vramGib: 80 } } as unknown as LeaseWire
const words = (markup: string) =>
  markup
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('\u00a0', ' ')
    .replace(/\s+/g, ' ')

test('rounds the lines of a receipt to the same decimals, and shows exact ones on request', () => {
  const rounded = words(markupFor('en', <ReceiptLines receipt={receipt} unit="gpu" isProvider={false} isExact={false} />))
  expect(rounded).toContain('0.05 PT/h × 1 GPU × 19 s 0.000264 PT')
  expect(rounded).toMatch(/You paid 0\.000265 PT Locked in escrow .* Refunded 0\.049735 PT/)
  expect(rounded).not.toMatch(/\.\d{9}/)
  const exact = words(markupFor('en', <ReceiptLines receipt={receipt} unit="gpu" isProvider={false} isExact />))
  expect(exact).toContain('0.000013888888888888 PT × 1 GPU × 19 s 0.000263888888888872 PT')
})

test('shows billed time with its seconds, so that the line of the lease can be checked', () => {
  const longer = { ...receipt, end: 8_237, billedSeconds: 7_237, pay: (perSecond * 7_237n).toString() } as unknown as LeaseReceiptWire
  expect(words(markupFor('en', <ReceiptLines receipt={longer} unit="gpu" isProvider={false} isExact={false} />))).toContain('× 1 GPU × 2 h 37 s')
  const minutes = { ...receipt, end: 1_637, billedSeconds: 637, pay: (perSecond * 637n).toString() } as unknown as LeaseReceiptWire
  expect(words(markupFor('en', <Receipt receipt={minutes} lease={lease} />))).toContain('637 s (10 min 37 s)')
})

test('counts slots on the receipt of a machine without a GPU', () => {
  const slot = words(markupFor('en', <ReceiptLines receipt={receipt} unit="slot" isProvider={false} isExact={false} />))
  expect(slot).toContain('0.05 PT/h × 1 slot × 19 s 0.000264 PT')
  expect(slot).not.toContain('GPU')
})

test('shows the reader’s currency only below the total, with its rate and day', () => {
  const shown = words(markupFor('zh', <ReceiptLines receipt={receipt} unit="gpu" isProvider={false} isExact={false} />))
  expect(shown.match(/≈ 0\.00185 CNY/g)).toHaveLength(1)
  expect(shown).toContain('1 PT ≈ 7 CNY（y 的汇率，来源：x）。你以 PT 支付。')
})

test('shows for an end in the free trial its own time and that nothing is billed', () => {
  const free = {
    ...receipt,
    end: 1_000,
    billedSeconds: 0,
    pay: '0',
    spent: '0',
    transactions: [{ what: 'ended', txHash: '0x1', blockNumber: 1, at: 1_118 }],
  }
  const shown = words(markupFor('en', <Receipt receipt={free as unknown as LeaseReceiptWire} lease={lease} />))
  expect(shown).toContain('00:18:38')
  expect(shown).toContain('Nothing: the lease ended after 1 min 58 s, in the free trial')
})

test('shows a price whole if the product needs it, and fees and a refund that add up', () => {
  const price = { pricePerGpuSecond: '67500000000000', gpus: 2, billedSeconds: 7_200, pay: '972000000000000000', renterFee: '2430000000000000' }
  const money = { spent: '974430000000000000', escrow: '974430000000000000', refund: '0' }
  const shown = words(
    markupFor(
      'en',
      <ReceiptLines receipt={{ ...receipt, ...price, ...money } as unknown as LeaseReceiptWire} unit="gpu" isProvider={false} isExact={false} />,
    ),
  )
  expect(shown).toContain('0.243 PT/h × 2 GPUs × 2 h 0.972 PT')
  // Rounded one by one, these are 0.020331 + 0.000051 = 0.020381.
  const short = {
    pay: '20330600000000000',
    renterFee: '50826500000000',
    spent: '20381426500000000',
    escrow: '50000000000000000',
    refund: '29618573500000000',
  }
  const added = words(
    markupFor('en', <ReceiptLines receipt={{ ...receipt, ...short } as unknown as LeaseReceiptWire} unit="gpu" isProvider={false} isExact={false} />),
  )
  expect(added).toMatch(/ 0\.020331 PT .* 0\.00005 PT .* You paid 0\.020381 PT Locked in escrow 0\.05 PT Refunded 0\.029619 PT/)
})
