import { geoMercator } from 'd3-geo'
import { expect, test } from 'vitest'
import { hasCoordinates, type LocatedArea, spotsOf } from '#web/features/explorer/spotsOf.ts'

const place = (city: string, longitude: number, simulatedNodes = 0): LocatedArea => ({
  ...{ regionId: 1, country: 'X', city, latitude: 60, longitude, nodes: 2, simulatedNodes, gpus: 4, rentedGpus: 0, providers: 1, classes: [] },
})

test('merges nearby locations into one spot, which is simulated if all of them are', () => {
  const spots = spotsOf([place('a', 20, 2), place('b', 20.1), place('c', 60, 2)], geoMercator().scale(500))
  expect(spots.map(({ nodes, isSimulated, places }) => [places.map(({ city }) => city).join(), nodes, isSimulated])).toEqual([
    ['a,b', 4, false],
    ['c', 2, true],
  ])
  expect(hasCoordinates({ ...place('d', 1), latitude: null })).toBe(false)
})
