import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { replayMarket } from './replayMarket.ts'
import { readReplayRows } from './replayRows.ts'

const header = 'seq,ts_ms,type,order_id,trader_id,gpu_class,region,quantity_gpus,hours,price_micro_usd_per_gpu_hour,min_vram_gib,tif'
/** Makes an ask and, 1.5 s to 3.5 s later, three bids that it can serve. */
const market = (firstMs: number) => [
  `1,${firstMs},ask_new,a1,p1,A100,eu,8,100,1000000,80,gtc`,
  `2,${firstMs + 1_500},bid_new,b1,r1,A100,eu,2,1,1500000,0,ioc`,
  `3,${firstMs + 2_300},bid_new,b2,r2,any,any,2,1,1500000,40,fok`,
  `4,${firstMs + 3_500},bid_new,b3,r3,A100,eu,2,1,1500000,0,gtc`,
]

describe('a replay of rows', () => {
  it.each([0, 1, 499, 500, 700, 999])('fills the same bids when the first row is %d ms past a full second', (ms) => {
    const { fillRate, leases, refused } = replayMarket(rowsOf([header, ...market(1_700_000_000_000 + ms)]))
    expect({ fillRate, leases, refused }).toEqual({ fillRate: 1, leases: 3, refused: {} })
  })

  it('reads rows and columns in any order, and gzipped files with any name', () => {
    const lines = [header, ...market(1_700_000_000_700)]
    const turned = [lines[0], ...lines.slice(1).toReversed()].map((line) => line?.split(',').toReversed().join(','))
    expect(rowsOf(turned as string[])).toEqual(rowsOf(lines))
    expect(rowsOf(lines, gzipSync)).toEqual(rowsOf(lines))
  })

  it('counts orders that the book refuses, and continues', () => {
    const lines = [
      header,
      ...market(1_700_000_000_700),
      '5,1700000005000,ask_new,a2,p1,A100,eu,8,100,0,80,gtc',
      '6,1700000006000,bid_new,b4,r1,A100,eu,2,0,9,0,ioc',
    ]
    const { leases, refused } = replayMarket(rowsOf(lines))
    expect({ leases, refused }).toEqual({ leases: 3, refused: { 'order.invalid_fields': 2 } })
  })

  it('throws for other columns', () => {
    expect(() => rowsOf([header.replace('tif', 'kind'), ...market(0)])).toThrow('the columns must be seq,ts_ms')
  })
})

function rowsOf(lines: readonly string[], pack: (text: string) => string | Buffer = (text) => text) {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-replay-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'rows')
  writeFileSync(file, pack(`${lines.join('\n')}\n`))
  return readReplayRows(file)
}
