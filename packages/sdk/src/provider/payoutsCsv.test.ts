import type { StatementLeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { payoutsCsv } from './payoutsCsv.ts'

const lease: StatementLeaseWire = {
  ...{
    leaseId: '7',
    node: `0x${'c'.repeat(64)}`,
    nodeName: '=cmd|"x", y',
    renter: `0x${'a'.repeat(40)}`,
    gpus: 2,
    pricePerGpuSecond: '3',
    paidSeconds: 60,
  },
  ...{
    pay: '123456789012345678901',
    fee: '1',
    earned: '123456789012345678900',
    refund: '5',
    compensation: '0',
    operatorShare: '4',
    closedAt: 1_800_000_000,
    closedTx: '0xab',
  },
}
const provider = `0x${'b'.repeat(40)}`

test('writes every amount to the last unit, and no cell that a spreadsheet runs', () => {
  const [head, row, total, end] = payoutsCsv({ provider, name: '@GPU Werk, GmbH', leases: [lease] }).split('\r\n')
  expect(head?.split(',')).toHaveLength(21)
  const amounts = '123456789012345678901,1,123456789012345678900,123.4567890123456789,5,0'
  const inPt = `123.456789012345678901,0.000000000000000001,123.4567890123456789,${provider},"'@GPU Werk, GmbH",4`
  expect(row).toBe(`2027-01-15T08:00:00Z,7,${lease.node},"'=cmd|""x"", y",${lease.renter},2,60,3,${amounts},0xab,${inPt}`)
  expect(total).toBe(`total,,,,,,,,${amounts},,${inPt}`)
  expect(end).toBe('')
})

test('lists the oldest payment first and adds all of them without rounding', () => {
  const older = { ...lease, leaseId: '6', pay: '2', fee: '1', earned: '1', refund: '0' }
  const rows = payoutsCsv({ provider, name: null, leases: [lease, older] })
    .split('\r\n')
    .map((row) => row.split(','))
  expect(rows.map((row) => row[1])).toEqual(['lease_id', '6', '7', '', undefined])
  expect(rows[3]?.slice(8, 11)).toEqual(['123456789012345678903', '2', '123456789012345678901'])
})

test('writes a total of 0 for no payment', () => {
  const [, total] = payoutsCsv({ provider, name: null, leases: [] }).split('\r\n')
  expect(total?.split(',').slice(8, 18)).toEqual(['0', '0', '0', '0', '0', '0', '', '0', '0', '0'])
})
