import { readFileSync } from 'node:fs'
import { hashTypedData } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  address,
  type FleetChange,
  fleetChangeOf,
  fleetChangeTypedData,
  fleetListRefusal,
  type FleetRow,
  fleetRowRefusal,
  fleetRowsRefusal,
  hashFleetChange,
  judgeSerial,
  nodeId,
  pTokenUnits,
  unixSeconds,
} from '../index.ts'
import { fleetChangeFromWire, type FleetChangeWire, fleetRowFromWire, type FleetRowWire } from '../wire/index.ts'

const owner = address(`0x${'a1'.repeat(20)}`)
const domain = { chainId: 31_337, market: address(`0x${'b2'.repeat(20)}`) }
const now = 1_800_000_000n
const nodeOf = (number: number) => nodeId(`0x${number.toString(16).padStart(64, '0')}`)
const priced = (number: number, price: bigint): FleetRow => ({ node: nodeOf(number), act: 'price', pricePerGpuSecond: pTokenUnits(price) })
const paused = (number: number): FleetRow => ({ node: nodeOf(number), act: 'pause', pricePerGpuSecond: pTokenUnits(0n) })
const rows = [priced(1, 100n), priced(2, 300n), paused(3)]
const signing = { owner, issuedAt: unixSeconds(now), expiry: unixSeconds(now + 900n), serial: now }
const list = fleetChangeOf(rows, signing)
const judge = { node: nodeOf(1), now }
const rowOne = { row: rows[0] as FleetRow, proof: list.proofs[0] ?? [] }
const altered = (detail: string) => ({ rejected: 'order.fleet_altered', detail })

describe('a signed list of changes', () => {
  test('has the counts and price limits of its rows', () => {
    expect(list.change).toMatchObject({ prices: 2, pauses: 1, resumes: 0, lowestPricePerGpuSecond: 100n, highestPricePerGpuSecond: 300n })
    expect(fleetListRefusal(list.change, rows, { now })).toBeNull()
  })

  test('equals the vectors and the digest that a wallet signs', () => {
    type Vector = { change: FleetChangeWire; rows: FleetRowWire[]; hash: string }
    const vectors = JSON.parse(readFileSync(new URL('../../vectors/fleet.json', import.meta.url), 'utf8')) as Vector[]
    for (const vector of vectors) {
      const change = fleetChangeFromWire(vector.change)
      expect(fleetChangeOf(vector.rows.map(fleetRowFromWire), change).change).toEqual(change)
      expect(hashFleetChange(change, domain)).toBe(vector.hash)
      // biome-ignore lint/suspicious/noExplicitAny: viem types its argument by literal types.
      expect(hashTypedData(fleetChangeTypedData(change, domain) as any)).toBe(vector.hash)
    }
    expect(vectors).toHaveLength(3)
  })

  test('proves each of 1,000 rows with at most ten hashes', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => priced(at + 1, BigInt(at + 1)))
    const { change, proofs } = fleetChangeOf(many, signing)
    expect(Math.max(...proofs.map(({ length }) => length))).toBe(10)
    for (const at of [0, 511, 512, 998, 999])
      expect(fleetRowRefusal(change, { row: many[at] as FleetRow, proof: proofs[at] ?? [] }, { node: nodeOf(at + 1), now })).toBeNull()
  })

  test.each([
    ['no rows', []],
    ['1,001 rows', Array.from({ length: 1_001 }, (_, at) => priced(at, 1n))],
    ['a machine twice', [priced(1, 1n), paused(1)]],
    ['a price of 0', [priced(1, 0n)]],
    ['a pause with a price', [{ ...paused(1), pricePerGpuSecond: pTokenUnits(1n) }]],
  ])('refuses %s', (_what, wrong) => {
    expect(fleetRowsRefusal(wrong)).toMatchObject({ rejected: 'order.fleet_altered' })
  })

  test.each<[string, Partial<FleetChange>, readonly FleetRow[]]>([
    ['a changed price', {}, [priced(1, 101n), ...rows.slice(1)]],
    ['a dropped row', {}, rows.slice(1)],
    ['an added row', {}, [...rows, priced(4, 200n)]],
    ['a wider price limit', { highestPricePerGpuSecond: pTokenUnits(900n) }, rows],
    ['another count', { resumes: 1 }, rows],
    ['a life of 901 s', { expiry: unixSeconds(now + 901n) }, rows],
    ['a signing time far in the future', { issuedAt: unixSeconds(now + 121n) }, rows],
    ['a serial that ends all later lists', { serial: 2n ** 64n - 1n }, rows],
  ])('refuses %s', (_what, change, changed) => {
    expect(fleetListRefusal({ ...list.change, ...change }, changed, { now })).toMatchObject({ rejected: 'order.fleet_altered' })
  })

  test('refuses a list after its end', () => {
    expect(fleetListRefusal(list.change, rows, { now: now + 900n })).toEqual({ rejected: 'auth.signature_expired' })
  })
})

describe('a machine that gets one row', () => {
  test('takes its own row with its proof', () => {
    expect(fleetRowRefusal(list.change, rowOne, judge)).toBeNull()
  })

  test('refuses the row of another machine', () => {
    expect(fleetRowRefusal(list.change, { row: rows[1] as FleetRow, proof: list.proofs[1] ?? [] }, judge)).toEqual(altered('node'))
  })

  test('refuses a row that was changed after the signature', () => {
    expect(fleetRowRefusal(list.change, { ...rowOne, row: priced(1, 99n) }, judge)).toEqual(altered('rows'))
    expect(fleetRowRefusal(list.change, { ...rowOne, row: paused(1) }, judge)).toEqual(altered('rows'))
    expect(fleetRowRefusal(list.change, { ...rowOne, proof: [] }, judge)).toEqual(altered('rows'))
  })

  test('refuses an act and a price outside the limits that the wallet showed', () => {
    expect(fleetRowRefusal({ ...list.change, prices: 0 }, rowOne, judge)).toEqual(altered('act'))
    expect(fleetRowRefusal({ ...list.change, lowestPricePerGpuSecond: pTokenUnits(101n) }, rowOne, judge)).toEqual(altered('pricePerGpuSecond'))
  })

  test('does nothing after the end of the list', () => {
    expect(fleetRowRefusal(list.change, rowOne, { ...judge, now: now + 900n })).toEqual({ rejected: 'auth.signature_expired' })
  })

  test('takes only lists with a larger serial, and the same list again', () => {
    const last = { serial: 5n, hash: '0xa' }
    expect(judgeSerial(null, last)).toBe('take')
    expect(judgeSerial(last, { serial: 6n, hash: '0xb' })).toBe('take')
    expect(judgeSerial(last, last)).toBe('again')
    expect(judgeSerial(last, { serial: 5n, hash: '0xb' })).toMatchObject({ rejected: 'order.fleet_superseded' })
    expect(judgeSerial(last, { serial: 4n, hash: '0xb' })).toMatchObject({ rejected: 'order.fleet_superseded' })
  })
})
