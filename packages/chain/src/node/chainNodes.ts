/** The nodes of a chain, by their URLs. */
export interface ChainNodes {
  /** Whom to ask, in order: those that answer and keep up first, each group as it was named. Never empty. */
  inOrder(): Promise<readonly string[]>
}

/** A node that lies more blocks behind the best than this is late: asked about money, it would tell of the past. */
const LATE_BLOCKS = 3n
const LOOK_EVERY_MS = 2_000
const HEAD_WITHIN_MS = 1_500

/**
 * Keeps the nodes that `rpcUrl` names in order. With several, their heads are looked at every two seconds while somebody asks: the first
 * time the caller waits for that (1.5 s at most), later it is given the order that is known. A node that is alone is never looked at.
 * Throws when none is named.
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

/** Number of a node's latest block; null when it does not say so in time. */
async function readHead(url: string): Promise<bigint | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_blockNumber', params: [] }),
      signal: AbortSignal.timeout(HEAD_WITHIN_MS),
    })
    const { result } = (await response.json()) as { result?: unknown }
    return typeof result === 'string' ? BigInt(result) : null
  } catch {
    // Away, or something else answers there: it is asked last.
    return null
  }
}

/** The nodes that an `RPC_URL` names: one, or several separated by commas, the preferred first. */
export function splitRpcUrls(rpcUrl: string): string[] {
  return rpcUrl
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '')
}
