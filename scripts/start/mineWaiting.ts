import { setTimeout as delay } from 'node:timers/promises'
import { askChain } from '@infinitio/process/embedded'

const lookEveryMs = 20

/**
 * Mines a block of a development chain whenever a transaction waits. The chain's own automatic mining sometimes misses a transaction that arrives while it
 * mines, and a deployment would wait for it without an end. Returns a function that stops it after the current block.
 */
export function mineWaiting(rpcUrl: string): () => Promise<void> {
  const stopped = new AbortController()
  const done = mine()
  return async () => {
    stopped.abort()
    await done
  }

  async function mine(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        const pool = (await askChain(rpcUrl, 'txpool_status')) as { pending: string }
        if (Number(pool.pending) > 0) await askChain(rpcUrl, 'evm_mine')
      } catch {
        // The chain is unavailable. The process that sends the transactions gets an error too and reports it, so this loop only waits.
      }
      await delay(lookEveryMs)
    }
  }
}
