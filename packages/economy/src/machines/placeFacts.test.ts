import { hex32, type RecordedEvent } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { machineFactsAt, type ProbeReport } from '../index.ts'

const epoch = 480_000n
const until = (epoch + 1n) * 3_600n
const day = 86_400n
const [one, two] = [hex32(`0x${'a'.repeat(64)}`), hex32(`0x${'b'.repeat(64)}`)]
const [provider, another] = [addressOf(1), addressOf(2)]
/** The required bond: 24 h of two GPUs at 10 base units a second. */
const required = 2n * 86_400n * 10n

const base: RecordedEvent[] = [
  { at: 1n, name: 'ClassAdded', classId: 1, className: 'GPU', referencePricePerGpuSecond: 10n },
  { at: 1n, name: 'RegionAdded', regionId: 4, regionName: 'us-east' },
  { at: 2n, name: 'BondChanged', account: provider, bonded: required * 3n },
  { at: 3n, name: 'NodeRegistered', node: one, provider, classId: 1, regionId: 4, gpus: 2 },
]

describe('the facts that tier 3 asks for', () => {
  test('divide the bond of the provider by what all its machines need, rounded down', () => {
    expect(factsOf([]).bondBps).toBe(30_000)
    expect(factsOf([{ at: 4n, name: 'BondChanged', account: provider, bonded: required * 3n - 1n }]).bondBps).toBe(29_999)
    const second = { at: 4n, name: 'NodeRegistered', node: two, provider, classId: 1, regionId: 4, gpus: 4 } as const
    expect(factsOf([second]).bondBps).toBe(10_000)
    expect(factsOf([second, { at: 5n, name: 'NodeRetired', node: two }]).bondBps).toBe(30_000)
    // The machine and the bond of another provider have no effect on the facts.
    expect(
      factsOf([
        { ...second, provider: another },
        { at: 5n, name: 'BondChanged', account: another, bonded: 1n },
      ]).bondBps,
    ).toBe(30_000)
    expect(factsOf([{ at: 4n, name: 'BondChanged', account: provider, bonded: required * 1_000n }]).bondBps).toBe(1_000_000)
  })

  test('take the price of a class at the registration, as the contract does', () => {
    expect(factsOf([{ at: 4n, name: 'ReferencePriceChanged', classId: 1, current: 1_000n }]).bondBps).toBe(30_000)
  })

  test('count only events before the end of the hour', () => {
    expect(factsOf([{ at: until - 1n, name: 'BondChanged', account: provider, bonded: 0n }]).bondBps).toBe(0)
    expect(factsOf([{ at: until, name: 'BondChanged', account: provider, bonded: 0n }]).bondBps).toBe(30_000)
  })

  test('count the days since the last fraud of the provider, at most 90', () => {
    const fraud = (at: bigint, account = provider) => ({ at, name: 'FraudRecorded', account }) as const
    expect(factsOf([]).cleanDays).toBe(90)
    expect(factsOf([fraud(until - 90n * day)]).cleanDays).toBe(90)
    expect(factsOf([fraud(until - 90n * day + 1n)]).cleanDays).toBe(89)
    expect(factsOf([fraud(until - 50n * day), fraud(until - 1n)]).cleanDays).toBe(0)
    expect(factsOf([fraud(until - 1n, another)]).cleanDays).toBe(90)
  })

  test('judge the region by the round trips of the last day to this machine', () => {
    const reports = (hour: number, rttMicros: number | null, node = one): ProbeReport[] =>
      [3, 4, 5].map((by) => ({
        ...{ hour, validator: addressOf(by), place: { latitude: 5_011, longitude: 868 } },
        records: [{ node, gateway: 'one', rttMicros, downKbps: 1, upKbps: 1 }],
      }))
    const now = Number(epoch)
    expect(factsOf([]).region).toBe('unknown')
    expect(factsOf([], reports(now, 100_000)).region).toBe('consistent')
    expect(factsOf([], [...reports(now, 100_000), ...reports(now - 23, 20_000)]).region).toBe('false')
    expect(factsOf([], [...reports(now, 100_000), ...reports(now - 24, 20_000), ...reports(now + 1, 20_000)]).region).toBe('consistent')
    expect(factsOf([], [...reports(now, 100_000), ...reports(now, 20_000, two)]).region).toBe('consistent')
    expect(factsOf([], reports(now, null)).region).toBe('unknown')
  })
})

function factsOf(more: readonly RecordedEvent[], probes: readonly ProbeReport[] = []) {
  const events = [...base, ...more].toSorted((a, b) => Number(a.at - b.at))
  const facts = machineFactsAt({ epoch, events, hours: [{ hour: epoch, nodes: [{ node: one, seconds: 60 }] }], slots: [], probes })[0]
  if (facts === undefined) throw new Error('the machine was seen')
  return facts
}
