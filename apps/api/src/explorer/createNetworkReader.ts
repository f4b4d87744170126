import { type Db, listClasses, listNetworkAreas, listRegions } from '@infinitio/db'
import type { NetworkWire } from '@infinitio/domain/wire'
import type { ChainClock } from '../chain/createChainClock.ts'
import { networkOf } from './networkOf.ts'

/** Every registered node, counted; many readers at once share one reading. */
export type NetworkReader = {
  /** The network as it was at most 10 s ago. */
  read(): Promise<NetworkWire>
}

const oldAfterMs = 10_000

/** Makes the reader. Counting reads every node, so it is done once for all who ask. */
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
