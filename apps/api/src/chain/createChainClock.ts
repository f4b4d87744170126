import type { ChainNodes } from '@infinitio/chain/node'
import { callRpc } from './callRpc.ts'

/** The clock's last reading of the chain. `blockTimestamp` and `now` are in Unix seconds. `ok` is false if the chain has not answered for 5 s. */
export type ChainReading = { readonly ok: boolean; readonly blockNumber: number; readonly blockTimestamp: number; readonly now: number }

/** The block clock: the latest block's time plus the time since. The contracts compare times with this clock. */
export type ChainClock = {
  /**
   * Returns the last reading of the chain, in which `now` is advanced by the time that has passed since. `ok` is false if the chain has not answered for 5 s.
   * Before the first answer, `now` is this computer's time.
   */
  read(): ChainReading
  /** Reads the chain now. Resolves when the clock has a result that was requested after this call. */
  refresh(): Promise<void>
  stop(): void
}

const everyMs = 1_000
const lostAfterMs = 5_000

type Block = { number: string | null; timestamp: string }

/**
 * Starts a clock that reads the latest and the pending block once a second. The pending block's time is the current
 * time.
 */
export function createChainClock({ nodes }: { nodes: ChainNodes }): ChainClock {
  let seen: { blockNumber: number; blockTimestamp: number; now: number; atMs: number } | null = null
  let asking: Promise<void> | null = null
  let next: Promise<void> | null = null

  async function ask(): Promise<void> {
    const request = (id: number, tag: string) => ({ jsonrpc: '2.0', id, method: 'eth_getBlockByNumber', params: [tag, false] })
    const answer = await callRpc(nodes, [request(1, 'latest'), request(2, 'pending')])
    if (!Array.isArray(answer)) return
    const blockOf = (id: number) => (answer as { id: number; result?: Block | null }[]).find((entry) => entry.id === id)?.result ?? null
    const latest = blockOf(1)
    if (latest === null || latest.number === null) return
    const blockTimestamp = Number(BigInt(latest.timestamp))
    const pending = blockOf(2)
    const now = Math.max(blockTimestamp, pending === null ? 0 : Number(BigInt(pending.timestamp)))
    seen = { blockNumber: Number(BigInt(latest.number)), blockTimestamp, now, atMs: performance.now() }
  }

  const start = (): Promise<void> => {
    // If the chain does not answer, `ok` becomes false, and the next second tries again.
    asking = ask()
      .catch(() => undefined)
      .finally(() => {
        asking = null
      })
    return asking
  }

  const refresh = (): Promise<void> => {
    if (asking === null) return start()
    // The current request may have begun before this call and return older data, so start a new one after it.
    next ??= asking.then(() => {
      next = null
      return asking ?? start()
    })
    return next
  }

  const timer = setInterval(() => void refresh(), everyMs)
  timer.unref()
  void refresh()
  return {
    refresh,
    read() {
      if (seen === null) return { ok: false, blockNumber: 0, blockTimestamp: 0, now: Math.floor(Date.now() / 1_000) }
      const elapsedMs = performance.now() - seen.atMs
      return {
        ok: elapsedMs < lostAfterMs,
        blockNumber: seen.blockNumber,
        blockTimestamp: seen.blockTimestamp,
        now: seen.now + Math.floor(elapsedMs / 1_000),
      }
    },
    stop: () => clearInterval(timer),
  }
}
