import { type GeoProjection, geoPath } from 'd3-geo'
import { memo } from 'react'
import type { World } from '#web/features/map/useWorld.ts'

/** Draws land and borders as two pale paths, which are calculated once per projection. Draws nothing until the map data has loaded. */
export const WorldLand = memo(function WorldLand({ world, projection }: { readonly world: World | null; readonly projection: GeoProjection }) {
  if (world === null) return null
  const path = geoPath(projection)
  return (
    <>
      <path d={path(world.land) ?? ''} fill="var(--map-land)" />
      <path d={path(world.borders) ?? ''} fill="none" stroke="var(--map-line)" strokeWidth={0.75} />
    </>
  )
})
