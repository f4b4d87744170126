import { http } from 'viem'

/** The nodes of a chain, by their URLs. */
export interface ChainNodes {
  /**
   * Returns the URLs in the order in which to ask them: first the nodes that respond and are up to date, then the others, both in the configured order. Never
   * empty.
   */
  inOrder(): Promise<readonly string[]>
}

/** A node this many blocks behind the best node is late: its answers about money would be outdated. */
const LATE_BLOCKS = 3n
const LOOK_EVERY_MS = 2_000
const HEAD_WITHIN_MS = 1_500

/**
 * Sorts the nodes of `rpcUrl`. If there are several nodes, it reads their heads every two seconds while there are callers. The first caller waits for the heads
 * (at most 1.5 s); later callers get the last known order. If there is only one node, it never reads the head. Throws if `rpcUrl` is empty.
 */
export function createChainNodes(rpcUrl: string): ChainNodes {
  const urls = splitRpcUrls(rpcUrl)
  if (urls.length === 0) throw new Error('no RPC URL is given')
  let order: readonly string[] | null = urls.length === 1 ? urls : null
  let lookedAtMs = Number.NEGATIVE_INFINITY
  let looking: Promise<readonly string[]> | null = null

  async function look(): Promise<readonly string[]> {
    lookedAtMs = performance.now()
    const heads = await Promise.all(urls.map(readHead))
    const best = heads.reduce<bigint>((highest, head) => (head !== null && head > highest ? head : highest), 0n)
    const rankOf = (head: bigint | null | undefined) => (head === null || head === undefined ? 2 : head + LATE_BLOCKS < best ? 1 : 0)
    const ranked = urls.map((url, place) => ({ url, rank: rankOf(heads[place]) }))
    order = ranked.toSorted((one, other) => one.rank - other.rank).map(({ url }) => url)
    return order
  }

  return {
    async inOrder() {
      if (urls.length > 1 && looking === null && performance.now() - lookedAtMs >= LOOK_EVERY_MS) {
        looking = look().finally(() => {
          looking = null
        })
      }
      return order ?? (await (looking ?? look()))
    },
  }
}

/** Returns the number of a node's latest block, or null if the node does not answer in time. */
async function readHead(url: string): Promise<bigint | null> {
  try {
    const { request } = http(url, { retryCount: 0, timeout: HEAD_WITHIN_MS })({})
    const result: unknown = await request({ method: 'eth_blockNumber' })
    return typeof result === 'string' ? BigInt(result) : null
  } catch {
    // The node does not respond, or another service answers at its URL. So it is asked last.
    return null
  }
}

/** Returns the nodes of an `RPC_URL`: one, or several separated by commas, preferred first. */
export function splitRpcUrls(rpcUrl: string): string[] {
  return rpcUrl
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
}
