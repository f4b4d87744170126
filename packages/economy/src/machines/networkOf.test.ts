import { hex32 } from '@infinitio/domain'
import type { ProbeRecord } from '@infinitio/domain/probes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { networkOf, probedHoursOf, type ProbeReport, withoutArrival } from '../index.ts'

const epoch = 480_000n
const node = hex32(`0x${'a'.repeat(64)}`)
const [one, two, three, four] = [1, 2, 3, 4].map(addressOf)
const honest = [one, two, three, four].map((it) => it ?? addressOf(1))

const reached = (gateway: string, mbps: number): ProbeRecord => ({ node, gateway, rttMicros: 20_000, downKbps: mbps * 1_000, upKbps: mbps * 1_000 })
const lost = (gateway: string): ProbeRecord => ({ node, gateway, rttMicros: null, downKbps: 0, upKbps: 0 })
const both = (mbps: number) => [reached('first', mbps), reached('second', mbps)]

/** Makes reports of validators for the last hours. */
function day(recordsOf: (validator: number, hour: number) => readonly ProbeRecord[], { hours = 24, validators = honest } = {}): ProbeReport[] {
  return Array.from({ length: hours }, (_, ago) => Number(epoch) - ago).flatMap((hour) =>
    validators.map((validator, place) => ({ hour, validator, place: null, records: recordsOf(place, hour) })),
  )
}
const network = (reports: readonly ProbeReport[]) => networkOf(probedHoursOf(reports), { epoch })

describe('the network of a machine', () => {
  test('has two gateways and the median speed if honest validators reached it through both', () => {
    expect(network(day(() => both(940)))).toEqual({ probedHours: 24, gateways: 2, networkMbps: 940 })
  })

  test('counts the lower of both directions, and the best gateway', () => {
    const slowUp = [{ ...reached('first', 900), upKbps: 50_000 }, reached('second', 40)]
    expect(network(day(() => slowUp))).toMatchObject({ networkMbps: 50 })
  })

  test('is unknown with fewer than three validators, or fewer than six hours', () => {
    expect(network(day(() => both(940), { validators: honest.slice(0, 2) }))).toEqual({ probedHours: 0, gateways: 0, networkMbps: null })
    expect(network(day(() => both(940), { hours: 5 }))).toEqual({ probedHours: 5, gateways: 0, networkMbps: null })
    expect(network(day(() => both(940), { hours: 6 }))).toEqual({ probedHours: 6, gateways: 2, networkMbps: 940 })
  })

  test('counts no hours before the last day or after its end', () => {
    const reports = day(() => both(940), { hours: 6 }).map((it) => ({ ...it, hour: it.hour - 24 }))
    expect(network(reports)).toMatchObject({ probedHours: 0 })
    expect(network(reports.map((it) => ({ ...it, hour: it.hour + 48 })))).toMatchObject({ probedHours: 0 })
  })

  test('loses a gateway that lost it for more than a quarter of the hours', () => {
    const dropping = (hours: number) => day((_, hour) => (Number(epoch) - hour < hours ? [reached('first', 940), lost('second')] : both(940)))
    expect([network(dropping(6)).gateways, network(dropping(7)).gateways]).toEqual([2, 1])
  })
})

describe('the hour in which a machine was registered', () => {
  const registeredAt = Number(epoch) * 3_600 + 60
  const hoursFor = (recordsOf: Parameters<typeof day>[0]) =>
    withoutArrival(probedHoursOf(day(recordsOf, { hours: 2 })), { registeredAt }).map(({ hour }) => hour)

  test('does not count if the validators tried before the machine was online', () => {
    expect(hoursFor(() => [lost('first')])).toEqual([])
    expect(withoutArrival(probedHoursOf(day(() => [lost('first')], { hours: 1 })), { registeredAt: registeredAt - 60 })).toHaveLength(1)
  })

  test('counts if they reached the machine', () => {
    expect(hoursFor(() => both(940))).toHaveLength(2)
  })
})

describe('attacks on the network of a machine', () => {
  test('a lying validator among three changes neither gateways nor speed', () => {
    const lies = fc.array(
      fc.record({
        node: fc.constant(node),
        gateway: fc.constantFrom('first', 'second', 'third'),
        rttMicros: fc.option(fc.integer({ min: 1, max: 1e9 })),
        downKbps: fc.integer({ min: 0, max: 1e9 }),
        upKbps: fc.integer({ min: 0, max: 1e9 }),
      }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(lies, fc.integer({ min: 3, max: 4 }), fc.constantFrom('both', 'one'), (lie, count, reality) => {
        const truth = (place: number) => (reality === 'both' ? both(100 + place) : [reached('first', 100 + place), lost('second')])
        const found = network(day((place) => (place === 0 ? lie : truth(place)), { validators: honest.slice(0, count) }))
        // If the liar is silent, only two honest validators report. They are too few for a result.
        if (found.probedHours === 0) return
        expect(found.gateways).toBe(reality === 'both' ? 2 : 1)
        expect(found.networkMbps).toBeGreaterThanOrEqual(101)
        expect(found.networkMbps).toBeLessThanOrEqual(103)
      }),
    )
  })

  test('a validator that reports one machine several times in an hour counts once, with the slowest', () => {
    const twice = day((place) => (place === 0 ? [...both(1), ...both(1_000_000)] : both(940)))
    expect(network([...twice, ...day((place) => (place === 0 ? both(5_000) : []))])).toEqual(network(day((place) => both(place === 0 ? 1 : 940))))
  })

  test('does not depend on the sequence of reports', () => {
    const reports = day((place, hour) => both(100 + ((place * 7 + hour) % 50)))
    expect(network(reports.toReversed())).toEqual(network(reports))
  })
})
