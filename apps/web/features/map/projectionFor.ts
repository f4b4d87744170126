import { type GeoProjection, geoMercator } from 'd3-geo'

/** Maximum scale in pixels per radian. A closer view would need more detail than the coastlines have. */
const mostScale = 20_000

/** Returns a Mercator view that contains every listing with a margin, scaled by `scale` around its centre. */
export function projectionFor({
  width,
  height,
  listings,
  scale,
}: {
  readonly width: number
  readonly height: number
  readonly listings: readonly { readonly longitude: number | null; readonly latitude: number | null }[]
  readonly scale: number
}): GeoProjection {
  const projection = geoMercator()
  const points = listings.map(({ longitude, latitude }): [number, number] => [longitude ?? 0, latitude ?? 0])
  // If there are fewer than two different locations, there is no area to fit into the picture, so the scale is fixed.
  if (new Set(points.map(([longitude, latitude]) => `${longitude} ${latitude}`)).size < 2) {
    return projection
      .scale((Math.min(width, height) / 3) * scale)
      .center(points[0] ?? [10, 30])
      .translate([width / 2, height / 2])
  }
  projection.fitExtent(
    [
      [56, 72],
      [Math.max(120, width - 56), Math.max(140, height - 56)],
    ],
    { type: 'MultiPoint', coordinates: points },
  )
  const [middleX, middleY] = [width / 2, height / 2]
  const [x, y] = projection.translate()
  const base = Math.min(Math.max(projection.scale(), width / 8), mostScale)
  const grown = (base / projection.scale()) * scale
  return projection.scale(projection.scale() * grown).translate([middleX + (x - middleX) * grown, middleY + (y - middleY) * grown])
}
