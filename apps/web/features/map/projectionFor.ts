import { type GeoProjection, geoMercator } from 'd3-geo'

/** A Mercator view that holds every listing with room around them, drawn `scale` times larger around their middle. */
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
  if (points.length < 2) {
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
  const base = Math.max(projection.scale(), width / 8)
  const grown = (base / projection.scale()) * scale
  return projection.scale(projection.scale() * grown).translate([middleX + (x - middleX) * grown, middleY + (y - middleY) * grown])
}
