import { describe, expect, test } from 'vitest'
import { compareFleet } from './compareFleet.ts'
import { type FleetEntry, parseFleetFile } from './parseFleetFile.ts'

const yaml = `machines:
  - machine: polder-01
    labels: [rack-1, north]
    price: 0.36
    hours: 168
    region: eu-west
  - machine: polder-02
    paused: true
`

describe('a fleet file', () => {
  test('is read from YAML and from JSON', () => {
    const entry = {
      line: 2,
      machine: 'polder-01',
      labels: ['rack-1', 'north'],
      price: 100_000_000_000_000n,
      paused: false,
      hours: 168,
      region: 'eu-west',
    }
    expect(parseFleetFile(yaml)).toEqual({
      entries: [entry, { line: 7, machine: 'polder-02', labels: [], price: null, paused: true, hours: null, region: null }],
      faults: [],
    })
    expect(parseFleetFile('{"machines": [{"machine": "a", "price": "0.36"}]}')).toMatchObject({
      entries: [{ machine: 'a', price: 100_000_000_000_000n }],
    })
  })

  test('has all its errors named, each with its line', () => {
    const { entries, faults } = parseFleetFile(
      'machines:\n  - machine: a\n    prize: 1\n  - price: 0,35\n  - machine: b\n    price: 0\n    paused: maybe\n    hours: 0\n    labels: x\n  - c\n',
    )
    expect(entries).toEqual([])
    expect(faults.map(({ line, reason }) => `${line} ${reason.slice(0, 22)}`)).toEqual([
      '3 "prize" is not a field',
      '4 "price" must be a pric',
      '4 An entry needs "machin',
      '6 "price" must be a pric',
      '7 "paused" must be true ',
      '8 "hours" must be the lo',
      '9 "labels" must be a lis',
      '10 An entry needs "machin',
    ])
  })

  test.each([
    ['with broken syntax', 'machines: [', 1],
    ['without a list', 'machines: 3', 1],
    ['with a field twice', 'machines:\n  - machine: a\n    machine: b\n', 3],
  ])('is refused %s', (_what, text, line) => {
    expect(parseFleetFile(text)).toMatchObject({ entries: [], faults: [{ line }] })
  })

  test('is refused with 1,001 machines, 1 MB and aliases that multiply', () => {
    const many = `machines:\n${'  - machine: a\n'.repeat(1_001)}`
    expect(parseFleetFile(many).faults).toEqual([{ line: 2, reason: 'A file has at most 1000 machines.' }])
    expect(parseFleetFile(' '.repeat(1_000_001)).faults).toHaveLength(1)
    expect(parseFleetFile('a: &a [x]\nmachines:\n  - *a\n').faults).not.toEqual([])
  })
})

describe('the difference to the listings', () => {
  type Machine = Parameters<typeof compareFleet>[1][number]
  const ask = { pricePerGpuSecond: '100', maxDurationSeconds: 3_600 }
  const machine = (name: string, change: object = {}) =>
    ({ node: `0x${name}`, name, state: 'listed', regionName: 'eu-west', ask, latestAsk: ask, ...change }) as unknown as Machine
  const entry = (change: Partial<FleetEntry>): FleetEntry => ({
    ...{ line: 1, machine: 'a', labels: [], price: null, paused: false, hours: null, region: null },
    ...change,
  })
  const acts = (change: Partial<FleetEntry>, state: object = {}) =>
    compareFleet([entry(change)], [machine('a', state)]).changes.map(({ act, pricePerGpuSecond }) => [act, pricePerGpuSecond])

  test('is a price, a pause, a listing again, or nothing', () => {
    expect(acts({ price: 200n })).toEqual([['price', 200n]])
    expect(acts({ price: 100n })).toEqual([])
    expect(acts({ paused: true })).toEqual([['pause', 0n]])
    expect(acts({ paused: true }, { ask: null })).toEqual([])
    expect(acts({}, { ask: null })).toEqual([['resume', 100n]])
    expect(acts({ price: 7n }, { ask: null })).toEqual([['resume', 7n]])
  })

  test.each([
    ['a foreign machine', [entry({ machine: 'b' })], 'You have no machine b.'],
    ['a machine twice', [entry({}), entry({ line: 9, machine: '0xa' })], 'a is also in line 1.'],
    ['another region', [entry({ region: 'us-east' })], 'a is registered in eu-west. A region cannot change.'],
  ])('names %s', (_what, entries, reason) => {
    expect(compareFleet(entries, [machine('a')]).faults.map((fault) => fault.reason)).toEqual([reason])
  })

  test('names machines with one name, and machines that were never listed', () => {
    expect(compareFleet([entry({})], [machine('a'), machine('a', { node: '0xb' })]).faults).toHaveLength(1)
    expect(compareFleet([entry({})], [machine('a', { ask: null, latestAsk: null })]).faults).toHaveLength(1)
  })

  test('notes hours that a signed list does not change', () => {
    expect(compareFleet([entry({ hours: 2 })], [machine('a')]).notes).toHaveLength(1)
    expect(compareFleet([entry({ hours: 1 })], [machine('a')]).notes).toEqual([])
  })
})
