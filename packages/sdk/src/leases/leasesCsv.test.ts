import type { LeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { leasesCsv } from './leasesCsv.ts'

const step = { at: 1_800_000_000, txHash: '0xaa', final: true }
const lease = {
  ...{ leaseId: '12', name: '=cmd|"x"', state: 'closed', endReason: 'time_up', escrow: '9', relayFee: '2', compensation: '0' },
  ...{ role: 'renter', heldByTransfer: false, holder: '0xrenter' },
  terms: { node: '0xnode', provider: '0xprovider', gpus: 2, pricePerGpuSecond: '527777777777777' },
  node: { name: 'rack-7, left', className: 'NVIDIA H100 SXM 80 GB', regionName: 'eu-north' },
  ...{ settled: step, ready: { ...step, at: 1_800_000_060 }, closed: { ...step, txHash: '0xcc' }, endsAt: 1_800_003_660 },
  now: { billableSeconds: 3_600, pay: '1500000000000000001', renterFee: '3', providerFee: '4', spent: '1500000000000000004', refund: '5' },
} as unknown as LeaseWire

test('writes a row for each lease, with amounts to the last digit and no cell that a spreadsheet runs', () => {
  const [head, row, end] = leasesCsv([lease]).split('\r\n')
  expect(head?.split(',').slice(18)).toEqual(
    'locked_pt pay_pt renter_fee_pt relay_fee_pt total_pt refund_pt compensation_pt rented_tx closed_tx'.split(' '),
  )
  expect(head?.split(',')).toHaveLength(27)
  expect(row).toBe(
    [
      ...[
        '12',
        '"\'=cmd|""x"""',
        'closed',
        'renter',
        'false',
        '0xrenter',
        'time_up',
        '"rack-7, left"',
        '0xnode',
        '0xprovider',
        'NVIDIA H100 SXM 80 GB',
        'eu-north',
        '2',
      ],
      ...['2027-01-15T08:00:00Z', '2027-01-15T08:01:00Z', '2027-01-15T09:01:00Z', '3600', '1.8999999999999972'],
      ...['0.000000000000000009', '1.500000000000000001', '0.000000000000000003', '0.000000000000000002', '1.500000000000000006'],
      ...['0.000000000000000005', '0', '0xaa', '0xcc'],
    ].join(','),
  )
  expect(end).toBe('')
})

test('leaves out what a running lease does not have yet', () => {
  const running: LeaseWire = { ...lease, state: 'active', endReason: null, ready: null, closed: null }
  const cells = leasesCsv([running]).split('\r\n')[1]?.split(',') ?? []
  expect([cells.at(-1), cells.at(-4)]).toEqual(['', ''])
  expect([cells[2], cells[6]]).toEqual(['active', ''])
})

test('tells a lease that was given away from one that its renter holds, for both accounts', () => {
  const moved = { ...lease, heldByTransfer: true, holder: '0xother' }
  const [head, gave, got] = leasesCsv([{ ...moved, role: 'former_renter' }, moved]).split('\r\n')
  expect(head?.split(',').slice(3, 6)).toEqual(['role', 'held_by_transfer', 'holder'])
  // No cell before the name of the machine has a comma, so a split finds the cells.
  expect(gave?.split(',').slice(3, 6)).toEqual(['former_renter', 'true', '0xother'])
  expect(got?.split(',').slice(3, 6)).toEqual(['renter', 'true', '0xother'])
})

test('writes only the names of the columns for no lease', () => {
  expect(leasesCsv([])).toMatch(/^lease_id,.*,closed_tx\r\n$/)
})
