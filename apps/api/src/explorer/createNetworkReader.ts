import { type Db, listClasses, listNetworkAreas, listRegions } from '@infinitio/db'
import type { NetworkWire } from '@infinitio/domain/wire'
import type { ChainClock } from '../chain/createChainClock.ts'
import { networkOf } from './networkOf.ts'

/** Counts all registered nodes. Parallel readers share one reading. */
export type NetworkReader = {
  /** Returns the network's counts, at most 10 s old. */
  read(): Promise<NetworkWire>
}

const oldAfterMs = 10_000

/** Creates the reader. Counting reads every node, so all callers share the result. */
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
