import { setTimeout as delay } from 'node:timers/promises'
import { saveChainState } from '@infinitio/process/embedded'

/** The miner of the development chain. */
export type Miner = { stop: () => void }

const gatherMs = 25
const betweenBlocksMs = 1_000
const promptGapMs = 200
const lookEveryMs = 1_000
const saveEveryMs = 700

/**
 * Mines the development chain while something waits, and only then, so that a chain at rest does not grow: a block soon
 * (≤ 250 ms) after a transaction arrives, then one a second until the pool is empty and the last block with transactions
 * has `finalityBlocks` blocks above it. Between blocks it saves the chain in `stateFile`, so that a killed one loses about a
 * second. While the chain is away (its supervisor says so and starts it again) it looks once a second.
 */
export function startMiner({ rpcUrl, finalityBlocks, stateFile }: { rpcUrl: string; finalityBlocks: number; stateFile: string }): Miner {
  const stopped = new AbortController()
  let arrived = Promise.withResolvers<void>()
  void listen({ rpcUrl, signal: stopped.signal, onTransaction: () => arrived.resolve() })
  void mineWhileNeeded()
  return { stop: () => stopped.abort() }

  async function mineWhileNeeded(): Promise<void> {
    let lastBlockAt = 0
    let savedAt = 0
    let isSaved = false
    const save = async () => {
      if (isSaved || Date.now() - savedAt < saveEveryMs) return
      await saveChainState({ url: rpcUrl, stateFile })
      savedAt = Date.now()
      isSaved = true
    }
    while (!stopped.signal.aborted) {
      const prompted = await Promise.race([arrived.promise.then(() => true), delay(lookEveryMs, false)])
      if (prompted) await delay(Math.max(gatherMs, promptGapMs - (Date.now() - lastBlockAt)))
      arrived = Promise.withResolvers<void>()
      try {
        const wait = Date.now() - lastBlockAt
        if (!prompted && wait < betweenBlocksMs) await delay(betweenBlocksMs - wait)
        if (await somethingWaits(rpcUrl, finalityBlocks)) {
          await call(rpcUrl, 'evm_mine', [])
          lastBlockAt = Date.now()
          isSaved = false
        }
        await save()
      } catch {
        // The chain is away; whoever supervises it has said so. Look again in a second.
      }
    }
  }
}

/** True while a transaction could be mined now, or a block with transactions is not final yet. */
async function somethingWaits(url: string, finalityBlocks: number): Promise<boolean> {
  const pool = (await call(url, 'txpool_status', [])) as { pending: string }
  if (Number(pool.pending) > 0) return true
  const head = Number(await call(url, 'eth_blockNumber', []))
  for (let number = head; number > Math.max(0, head - finalityBlocks); number -= 1) {
    const count = await call(url, 'eth_getBlockTransactionCountByNumber', [`0x${number.toString(16)}`])
    if (Number(count) > 0) return true
  }
  return false
}

/** Hears of every transaction the chain takes in; connects again when the connection is lost. */
async function listen({ rpcUrl, signal, onTransaction }: { rpcUrl: string; signal: AbortSignal; onTransaction: () => void }): Promise<void> {
  while (!signal.aborted) {
    await new Promise<void>((lost) => {
      const socket = new WebSocket(rpcUrl.replace(/^http/, 'ws'))
      const close = () => socket.close()
      signal.addEventListener('abort', close, { once: true })
      socket.onopen = () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newPendingTransactions'] }))
      socket.onmessage = (event) => {
        if (String(event.data).includes('eth_subscription')) onTransaction()
      }
      socket.onerror = close
      socket.onclose = () => {
        signal.removeEventListener('abort', close)
        lost()
      }
    })
    if (!signal.aborted) await delay(300)
  }
}

async function call(url: string, method: string, params: unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    signal: AbortSignal.timeout(10_000),
  })
  const answer = (await response.json()) as { result?: unknown; error?: { message: string } }
  if (answer.error !== undefined) throw new Error(`${method}: ${answer.error.message}`)
  return answer.result
}
