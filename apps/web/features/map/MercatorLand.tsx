import { geoMercator, geoPath, type GeoProjection } from 'd3-geo'
import { memo } from 'react'
import type { World } from '#web/features/map/useWorld.ts'

const baseScale = 400
const pathsOf = new WeakMap<World, { readonly land: string; readonly borders: string }>()

/**
 * Draws land and borders in a Mercator projection. The paths are calculated once; to show another part of the map they are only moved and scaled, so the page
 * only has to repaint them. Draws nothing until the map data has loaded.
 */
export const MercatorLand = memo(function MercatorLand({ world, projection }: { readonly world: World | null; readonly projection: GeoProjection }) {
  if (world === null) return null
  const { land, borders } = pathsIn(world)
  const [x, y] = projection([0, 0]) ?? [0, 0]
  return (
    <g transform={`translate(${x} ${y}) scale(${projection.scale() / baseScale})`}>
      <path d={land} fill="var(--map-land)" />
      <path d={borders} fill="none" stroke="var(--map-line)" strokeWidth={0.75} vectorEffect="non-scaling-stroke" />
    </g>
  )
})

function pathsIn(world: World): { readonly land: string; readonly borders: string } {
  const known = pathsOf.get(world)
  if (known !== undefined) return known
  const path = geoPath(geoMercator().scale(baseScale).translate([0, 0])).digits(1)
  const paths = { land: path(world.land) ?? '', borders: path(world.borders) ?? '' }
  pathsOf.set(world, paths)
  return paths
}
