import { geoMercator } from 'd3-geo'
import { describe, expect, test } from 'vitest'
import type { Spot } from '#web/features/map/mapQuery.ts'
import { boxOfPin, countOf, holds, pinsOf } from '#web/features/map/pinsOf.ts'

const spot = (longitude: number, latitude: number, count: number): Spot => ({
  ...{ longitude, latitude, count, real: 0, place: 'Hamina' },
  ...{ node: `0x${count.toString().padStart(64, '0')}`, pricePerGpuSecond: `${count}` },
})
const projection = geoMercator().scale(1_000).translate([0, 0])
const spots = [spot(27.2, 60.5, 1), spot(5, 52.4, 2), spot(27.6, 60.6, 3)]

describe('pins of a map', () => {
  test('merges overlapping spots, counts all their nodes and shows the cheapest', () => {
    const pins = pinsOf(spots, projection)
    expect(pins.map((pin) => [countOf(pin), pin.spots[0].count])).toEqual([
      [4, 1],
      [2, 2],
    ])
    expect(pinsOf(spots, geoMercator().scale(20_000).translate([0, 0]))).toHaveLength(3)
  })

  test('opens the box of their spots, without adjacent spots', () => {
    const [pin] = pinsOf(spots, projection)
    expect(pin && boxOfPin(pin, 0.5)).toEqual({ west: 27.001, south: 60.501, east: 27.999, north: 60.999 })
    expect(boxOfPin({ spots: [spot(179.9, 89.9, 1)] }, 4)).toMatchObject({ east: 179.999, north: 89.999 })
  })

  test('contains the locations of their spots', () => {
    const [pin] = pinsOf(spots, projection)
    if (pin === undefined) throw new Error('a pin')
    expect([holds(pin, { longitude: 27.49, latitude: 60.99 }, 0.5), holds(pin, { longitude: 28, latitude: 60.99 }, 0.5)]).toEqual([true, false])
  })
})
