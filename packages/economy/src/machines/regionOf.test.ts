import fc from 'fast-check'
import { expect, describe, test } from 'vitest'
import { addressOf } from '../../test/inventedEpoch.ts'
import { regionArea, regionOf, type RegionReport } from '../index.ts'

type Point = { readonly latitude: number; readonly longitude: number }

const area = regionArea('us-east')
const towns: Readonly<Record<string, readonly Point[]>> = {
  'us-east': [at(42.36, -71.06), at(25.76, -80.2), at(41.88, -87.63), at(45.5, -73.57), at(39.04, -77.49)],
  'us-west': [at(47.6, -122.33), at(32.72, -117.16), at(33.45, -112.07), at(39.74, -104.99)],
  'eu-west': [at(53.35, -6.26), at(38.72, -9.14), at(41.9, 12.5), at(52.23, 21.01), at(48.86, 2.35), at(50.11, 8.68)],
  'eu-north': [at(64.15, -21.94), at(55.68, 12.57), at(60.57, 27.2), at(59.44, 24.75)],
  ap: [at(19.08, 72.88), at(35.68, 139.69), at(-33.87, 151.21), at(-36.85, 174.76), at(1.35, 103.82)],
}
const point = fc.record({ latitude: fc.integer({ min: -9_000, max: 9_000 }), longitude: fc.integer({ min: -18_000, max: 18_000 }) })

describe('the region of a machine', () => {
  test('is never contradicted by an honest validator, wherever both are, however long the way is', () => {
    const machines = fc.constantFrom(...Object.entries(towns).flatMap(([name, all]) => all.map((town) => ({ name, town }))))
    fc.assert(
      fc.property(
        machines,
        fc.array(point, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 0, max: 100_000 }),
        ({ name, town }, places, detour) => {
          const reports = places.map((place, by) => report(by, place, lightMicros(town, place) + detour))
          expect(regionOf(reports, { area: regionArea(name) }).impossible).toBe(0)
        },
      ),
    )
  })

  test('is false for a machine elsewhere that answers three validators at once', () => {
    const frankfurt = at(50.11, 8.68)
    const near = [at(50.85, 4.35), at(48.14, 11.58), at(52.37, 4.9)].map((place, by) => report(by, place, lightMicros(frankfurt, place) + 2_000))
    expect(regionOf(near, { area })).toEqual({ region: 'false', possible: 0, impossible: 3 })
    expect(regionOf(near, { area: regionArea('eu-west') })).toEqual({ region: 'consistent', possible: 3, impossible: 0 })
    // A machine that delays its answers only looks farther away, so nothing can contradict its region.
    const delayed = near.map((it) => ({ ...it, rttMicros: it.rttMicros + 100_000 }))
    expect(regionOf(delayed, { area })).toMatchObject({ region: 'consistent' })
  })

  test('is unknown by answers that could come from any point of the Earth, or without three validators with a location', () => {
    const places = [at(40.71, -74.01), at(41.88, -87.63), at(33.75, -84.39), at(25.76, -80.2)]
    const reports = (micros: number, place: Point | null = places[0] ?? null) =>
      places.map((it, by) => report(by, place === null ? null : it, micros))
    expect(regionOf(reports(194_000), { area }).region).toBe('consistent')
    expect(regionOf(reports(196_000), { area })).toEqual({ region: 'unknown', possible: 0, impossible: 0 })
    expect(regionOf(reports(9_000).slice(0, 2), { area }).region).toBe('unknown')
    expect(regionOf(reports(9_000, null), { area }).region).toBe('unknown')
    expect(regionOf(reports(9_000), { area: null }).region).toBe('unknown')
  })

  test('does not depend on the sequence of reports', () => {
    const reports = fc.array(fc.record({ by: fc.integer({ min: 0, max: 4 }), place: point, rttMicros: fc.integer({ min: 1, max: 250_000 }) }))
    fc.assert(
      fc.property(reports, (all) => {
        const found = all.map(({ by, place, rttMicros }) => ({ validator: addressOf(by + 1), place, rttMicros }))
        expect(regionOf(found.toReversed(), { area })).toEqual(regionOf(found, { area }))
      }),
    )
  })
})

describe('attacks on the region of a machine', () => {
  test('fewer than a third of liars change no verdict about an honest machine', () => {
    const lie = fc.record({ place: fc.option(point), rttMicros: fc.integer({ min: 1, max: 300_000 }) })
    fc.assert(
      fc.property(fc.array(lie, { maxLength: 10 }), fc.integer({ min: 3, max: 6 }), (lies, honest) => {
        const town = at(39.04, -77.49)
        const truth = Array.from({ length: honest }, (_, by) =>
          report(by + 1, at(40 - by, -74 - by), lightMicros(town, at(40 - by, -74 - by)) + 1_000),
        )
        const lying = lies.map((it) => ({ ...it, validator: addressOf(1) }))
        expect(regionOf([...truth, ...lying], { area }).region).toBe('consistent')
      }),
    )
  })

  test('a single validator makes a region neither false nor consistent', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ place: point, rttMicros: fc.integer({ min: 1, max: 300_000 }) })), (lies) => {
        expect(
          regionOf(
            lies.map((it) => ({ ...it, validator: addressOf(1) })),
            { area },
          ).region,
        ).toBe('unknown')
      }),
    )
  })
})

function at(latitude: number, longitude: number): Point {
  return { latitude: Math.round(latitude * 100), longitude: Math.round(longitude * 100) }
}

function report(by: number, place: Point | null, rttMicros: number): RegionReport {
  return { validator: addressOf(by + 1), place, rttMicros: Math.ceil(rttMicros) }
}

/** Returns the shortest time of a round trip in fibre, in µs. Uses another formula than the code, and the mean radius of the Earth. */
function lightMicros(one: Point, other: Point): number {
  const radians = (hundredths: number) => (hundredths * Math.PI) / 18_000
  const [from, to] = [radians(one.latitude), radians(other.latitude)]
  const east = radians(one.longitude - other.longitude)
  const half = Math.sin((from - to) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(east / 2) ** 2
  return ((2 * 6_371 * Math.asin(Math.min(1, Math.sqrt(half)))) / 204_190) * 2e6
}
