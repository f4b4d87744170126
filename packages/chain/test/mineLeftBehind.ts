import type { PublicClient } from 'viem'

const lookEveryMs = 2_000

/**
 * Mines transactions that a chain with automatic mining has missed. On a busy machine, anvil sometimes misses a transaction that arrives while it mines, and
 * then mines no block until the next transaction. Does nothing while a test has turned mining off. Returns a function that stops the regular check for such
 * transactions.
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
  // The call may fail, because a test may stop its chain or delay its answers.
  const timer = setInterval(() => void look().catch(() => undefined), lookEveryMs).unref()
  return () => clearInterval(timer)
}
