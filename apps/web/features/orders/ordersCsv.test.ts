import type { OrderWire } from '@infinitio/domain/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvText } from '@infinitio/domain'
import { ordersCsv } from '#web/features/orders/ordersCsv.ts'

const seed = 20_266

describe('a CSV file', () => {
  test('never starts a cell with a formula, regardless of names', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (rows) => {
        const read = cellsOf(csvText(rows))
        expect(read.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
        // Checks that the escaping loses no other character.
        expect(read.map((row) => row.map(plain))).toEqual(rows.map((row) => row.map(plain)))
      }),
      { seed },
    )
    expect(csvText([['=cmd|x', '+1', '-1', '@a', 'a,b', 'say "hi"']])).toBe('\'=cmd|x,\'+1,\'-1,\'@a,"a,b","say ""hi"""\r\n')
  })
})

test('writes orders with exact values', () => {
  const text = ordersCsv([order], () => '=HYPERLINK("x") 4 × H100,\u00a02\u00a0h')
  expect(cellsOf(text)[1]).toEqual([
    ...['2027-01-15T08:00:00Z', order.orderHash, 'bid', '\'=HYPERLINK("x") 4 × H100, 2 h', '4', '1', '7200', '527777777777777', '1.8999999999999972'],
    ...['2027-01-15T09:00:00Z', 'expired', '', '', '48019', '1x400'],
  ])
})

const fill = { matchId: '1', together: null, node: `0x${'2'.repeat(64)}`, startAt: null }
const order = {
  orderHash: `0x${'ab'.repeat(32)}`,
  ...{ kind: 'bid', state: 'expired', code: null, leftReason: null, gpusToGo: 0, gpusFilled: 1, createdAt: 1_800_000_000, leaseId: '48019' },
  matches: [
    { ...fill, gpus: 1, pricePerGpuSecond: '400', state: 'settled', code: null, leaseId: '48019' },
    { ...fill, gpus: 2, pricePerGpuSecond: '401', state: 'abandoned', code: 'order.settle_failed', leaseId: null },
  ],
  order: {
    ...{
      renter: `0x${'1'.repeat(40)}`,
      classMask: '1',
      regionMask: '1',
      node: `0x${'0'.repeat(64)}`,
      gpus: 4,
      minGpusPerNode: 1,
      durationSeconds: 7_200,
    },
    ...{ startFrom: 0, maxPricePerGpuSecond: '527777777777777', maxFeeBps: 25, maxRelayFee: '7', timeInForce: 1, expiry: 1_800_003_600 },
  },
} as unknown as OrderWire

/** Returns a cell without its leading apostrophe. */
function plain(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}

/** Parses CSV strictly by RFC 4180. */
function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? ''
    if (isQuoted && sign === '"' && text[at + 1] === '"') {
      cell += '"'
      at += 1
    } else if (sign === '"') isQuoted = !isQuoted
    else if (isQuoted) cell += sign
    else if (sign === ',' || sign === '\r') {
      rows.at(-1)?.push(cell)
      cell = ''
      if (sign === '\r') rows.push([])
      if (sign === '\r') at += 1
    } else cell += sign
  }
  return rows.slice(0, -1)
}
