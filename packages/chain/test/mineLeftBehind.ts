import type { PublicClient } from 'viem'

const lookEveryMs = 2_000

/**
 * Mines what a chain that mines each transaction at once has left lying: anvil on a busy machine misses one now and then that comes while it mines, and
 * without another transaction there is no other block. Stays away while a test has turned mining off. Returns its end.
 */
export function mineLeftBehind(client: PublicClient): () => void {
  const ask = (method: string) => client.request({ method } as unknown as Parameters<typeof client.request>[0]) as Promise<unknown>
  let seenAt: unknown = null
  const look = async () => {
    const { pending } = (await ask('txpool_status')) as { pending: string }
    const head = Number(pending) === 0 || (await ask('anvil_getAutomine')) !== true ? null : await ask('eth_blockNumber')
    if (head !== null && head === seenAt) await ask('evm_mine')
    seenAt = head
  }
  // A test that stops its chain or holds its answers back is no fault of this.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs).unref()
  return () => clearInterval(timer)
}
