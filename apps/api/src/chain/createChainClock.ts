import type { ChainNodes } from '@infinitio/chain/node'
import { callRpc } from './callRpc.ts'

/** What the clock last saw. `blockTimestamp` and `now` in Unix seconds. */
export type ChainReading = { readonly ok: boolean; readonly blockNumber: number; readonly blockTimestamp: number; readonly now: number }

/** The block clock: latest block plus the time since, the clock that contracts judge by. */
export type ChainClock = {
  /** The last reading, carried on by the time since. `ok` is false when the chain has not answered for 5 s. Wall time before the first answer. */
  read(): ChainReading
  /** Asks the chain now: what it has seen afterwards is no older than the call. */
  refresh(): Promise<void>
  stop(): void
}

const everyMs = 1_000
const lostAfterMs = 5_000

type Block = { number: string | null; timestamp: string }

/** Starts a clock that asks the chain once a second: its latest block, and the pending block, whose time is now. */
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
    // A chain that is away shows as `ok: false`; the next second asks again.
    asking = ask()
      .catch(() => undefined)
      .finally(() => {
        asking = null
      })
    return asking
  }

  const refresh = (): Promise<void> => {
    if (asking === null) return start()
    // What is asked already may have been answered before: who asks now is told what is so now.
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
