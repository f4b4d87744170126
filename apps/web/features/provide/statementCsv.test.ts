import type { StatementLeaseWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { statementCsv } from '#web/features/provide/statementCsv.ts'

test('writes every amount to the last unit, and no cell that a spreadsheet runs', () => {
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
      closedAt: 1_800_000_000,
      closedTx: '0xab',
    },
  }
  const [head, row, end] = statementCsv([lease]).split('\r\n')
  expect(head?.split(',')).toHaveLength(15)
  expect(row).toBe(
    `2027-01-15T08:00:00Z,7,${lease.node},"'=cmd|""x"", y",${lease.renter},2,60,3,123456789012345678901,1,123456789012345678900,123.4567890123456789,5,0,0xab`,
  )
  expect(end).toBe('')
})
