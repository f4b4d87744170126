import { describe, expect, test } from 'vitest'
import { projectionFor } from '#web/features/map/projectionFor.ts'

const view = { width: 432, height: 640, scale: 1 }
const berlin = { longitude: 13.4, latitude: 52.5 }
const tokyo = { longitude: 139.7, latitude: 35.7 }

describe('projectionFor', () => {
  test.each([
    ['no node', []],
    ['one node', [berlin]],
    ['several on one spot', [berlin, berlin, { ...berlin }]],
    ['two that are a hair apart', [berlin, { ...berlin, longitude: 13.400001 }]],
    ['nodes around the world', [berlin, tokyo]],
  ])('shows %s inside the view, at a scale that can be drawn', (_, listings) => {
    const projection = projectionFor({ ...view, listings })
    expect(projection.scale()).toBeGreaterThan(0)
    expect(projection.scale()).toBeLessThanOrEqual(20_000)
    for (const { longitude, latitude } of listings) {
      const [x, y] = projection([longitude, latitude]) ?? [Number.NaN, Number.NaN]
      expect(x).toBeGreaterThanOrEqual(0)
      expect(x).toBeLessThanOrEqual(view.width)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(y).toBeLessThanOrEqual(view.height)
    }
  })
})
