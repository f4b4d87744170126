import { type ProofSlot, type ReadHead, readHead, readNewSlots, readProofChecker, type SlotPlace } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { createClient, http } from 'viem'

type Following = SlotPlace & {
  readonly rpcUrl: string
  /** Called once for each slot. `seenMs` is when its block was first seen, by `performance.now()`. */
  readonly onSlot: (slot: ProofSlot, seenMs: number) => void
  /** Called if the chain does not answer. The next head is read again. */
  readonly onProblem: (error: unknown) => void
  readonly signal: AbortSignal
}

const lookEveryMs = 1_000
const answerWithinMs = 5_000
/** The pause before a lost connection is opened again. It doubles while the node accepts none. */
const reconnectMs = { least: 2_000, most: 60_000 } as const

/**
 * Follows the heads of a chain until `signal` ends, and finds slots. Heads come by a subscription where the node has one, otherwise by a look each second. Resolves once the first head is
 * known. Slots of blocks before it are not reported.
 */
export async function followSlots({ rpcUrl, chainId, directory, onSlot, onProblem, signal }: Following): Promise<void> {
  const place = { chainId, directory }
  const url = rpcUrl.split(',')[0]?.trim() ?? ''
  const client = createClient({ transport: http(url, { timeout: answerWithinMs, retryCount: 0 }), cacheTime: 0 })
  let known: ReadHead | null = null
  let looking: Promise<void> | null = null
  let isTold = false
  /** The slots that were reported, by their hashes: a look that fails later repeats its blocks. */
  const reported = new Set<Hex32>()

  async function look(): Promise<void> {
    const seenMs = performance.now()
    if (known === null) {
      known = await readHead(client, place)
      return
    }
    const found = await readNewSlots(client, { ...place, known })
    for (const slot of found.slots) {
      if (reported.has(slot.slotHash)) continue
      reported.add(slot.slotHash)
      onSlot(slot, seenMs)
    }
    known = found.known
  }

  /** One look at a time. A head that comes during a look starts another one. */
  function lookSoon(): Promise<void> {
    isTold = true
    looking ??= (async () => {
      while (isTold && !signal.aborted) {
        isTold = false
        await look().catch(onProblem)
      }
    })().finally(() => {
      looking = null
    })
    return looking
  }

  const socket = openSocket(url, { onHead: () => void lookSoon(), signal })
  const timer = setInterval(() => void lookSoon(), lookEveryMs)
  signal.addEventListener('abort', () => {
    clearInterval(timer)
    socket.close()
  })
  while (known === null && !signal.aborted) {
    await lookSoon()
    if (known === null) await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/** Reads for which chain and contract messages about proofs are signed. Returns null if the market has no ProofChecker. Throws viem's errors. */
export async function readProofDomain({ rpcUrl, chainId, directory }: SlotPlace & { readonly rpcUrl: string }): Promise<ProofSigningDomain | null> {
  const transport = http(rpcUrl.split(',')[0]?.trim(), { timeout: answerWithinMs, retryCount: 0 })
  const checker = await readProofChecker(createClient({ transport }), directory)
  return checker === null ? null : { chainId, checker }
}

/** Subscribes to new heads. A lost connection is opened again; the look each second covers the time between. */
function openSocket(url: string, { onHead, signal }: { onHead: () => void; signal: AbortSignal }): { close: () => void } {
  let socket: WebSocket | null = null
  let timer: NodeJS.Timeout | undefined
  let pauseMs: number = reconnectMs.least
  const open = () => {
    if (signal.aborted) return
    socket = new WebSocket(url.replace(/^http/, 'ws'))
    socket.onopen = () => {
      pauseMs = reconnectMs.least
      socket?.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newHeads'] }))
    }
    socket.onmessage = (event) => {
      if (String(event.data).includes('eth_subscription')) onHead()
    }
    socket.onerror = () => socket?.close()
    socket.onclose = () => {
      if (signal.aborted) return
      timer = setTimeout(open, pauseMs)
      pauseMs = Math.min(2 * pauseMs, reconnectMs.most)
    }
  }
  open()
  return {
    close: () => {
      clearTimeout(timer)
      socket?.close()
    },
  }
}
