import { type Client, formatPt } from '@infinitio/sdk'
import { printResult } from '../terminal/printResult.ts'
import { table } from '../terminal/table.ts'

type ListingMap = Awaited<ReturnType<Client['getListingMap']>>

/** Prints where all that a search finds stands: places, how many nodes there, and the cheapest of them. */
export function printPlaces(map: ListingMap, { json }: { json: boolean }): void {
  const rows = map.spots.map(({ place, count, pricePerGpuSecond, node }) => [
    place,
    String(count),
    formatPt(BigInt(pricePerGpuSecond) * 3_600n, { digits: 4 }),
    node,
  ])
  const said = `${map.total} nodes, ${map.unplaced} of them say no place.`
  printResult({ json, value: map, text: `${table([['place', 'nodes', 'from PT/GPU-h', 'cheapest'], ...rows], { right: [1, 2] })}\n${said}` })
}
