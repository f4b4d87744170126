import { type ClassRow, type Db, listClasses, listNetworkAreas, listRegions, type NetworkAreaRow, type RegionRow } from '@infinitio/db'
import type { NetworkWire } from '@infinitio/domain/wire'
import type { ChainClock } from '../chain/createChainClock.ts'

/** Counts the registered nodes that are not retired. Parallel callers share one query. */
export type NetworkReader = {
  /** Returns the numbers of machines, GPUs and providers of the whole network and its parts. The result is at most 10 s old. */
  read(): Promise<NetworkWire>
}

const oldAfterMs = 10_000

/** Creates the reader of network totals. Counting reads every node, so all callers share one result. */
export function createNetworkReader({ db, clock }: { db: Db; clock: ChainClock }): NetworkReader {
  let known: { network: NetworkWire; atMs: number } | null = null
  let reading: Promise<NetworkWire> | null = null

  async function load(): Promise<NetworkWire> {
    const now = BigInt(clock.read().now)
    const [areas, classes, regions] = await Promise.all([listNetworkAreas(db, { now }), listClasses(db), listRegions(db)])
    const network = networkOf(areas, { classes, regions })
    known = { network, atMs: performance.now() }
    return network
  }

  return {
    async read() {
      if (known !== null && performance.now() - known.atMs < oldAfterMs) return known.network
      reading ??= load().finally(() => {
        reading = null
      })
      return reading
    },
  }
}

type Area = NetworkWire['world']

const mostPlaces = 500

/**
 * Builds the overview of the network from the numbers of nodes per area and class. Its input rows must be sorted by GPUs, most first; each list in the result
 * has the same order. Pure.
 */
function networkOf(
  rows: readonly NetworkAreaRow[],
  { classes, regions }: { classes: readonly ClassRow[]; regions: readonly RegionRow[] },
): NetworkWire {
  const classNames = new Map(classes.map(({ classId, name }) => [classId, name]))
  const regionNames = new Map(regions.map(({ regionId, name }) => [regionId, name]))
  const classesOf = new Map<string, Area['classes']>()
  for (const row of rows) {
    if (row.classId === null) continue
    const found = classesOf.get(keyOf(row)) ?? []
    found.push({ classId: row.classId, className: classNames.get(row.classId) ?? `class ${row.classId}`, gpus: row.gpus })
    classesOf.set(keyOf(row), found)
  }
  const areas = rows.filter(({ classId }) => classId === null)
  const areaOf = (row: NetworkAreaRow): Area => {
    const { nodes, simulatedNodes, gpus, rentedGpus, providers } = row
    return { nodes, simulatedNodes, gpus: gpus ?? 0, rentedGpus, providers, classes: classesOf.get(keyOf(row)) ?? [] }
  }
  const world = areas.find(({ kind }) => kind === 'world')
  return {
    world: world === undefined ? nothing : areaOf(world),
    regions: areas.flatMap((row) => {
      if (row.kind !== 'region' || row.regionId === null) return []
      return [{ regionId: row.regionId, regionName: regionNames.get(row.regionId) ?? `region ${row.regionId}`, ...areaOf(row) }]
    }),
    places: areas
      .flatMap((row) => {
        const { kind, regionId, country, city, latitude, longitude } = row
        return kind !== 'place' || regionId === null ? [] : [{ regionId, country, city, latitude, longitude, ...areaOf(row) }]
      })
      .slice(0, mostPlaces),
  }
}

const nothing: Area = { nodes: 0, simulatedNodes: 0, gpus: 0, rentedGpus: 0, providers: 0, classes: [] }

function keyOf({ kind, regionId, country, city }: NetworkAreaRow): string {
  return JSON.stringify([kind, regionId, country, city])
}
