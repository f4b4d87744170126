import { type ProofSlot, type ReadHead, readHead, readNewSlots, readProofChecker, type SlotPlace } from '@infinitio/chain'
import type { Hex32 } from '@infinitio/domain'
import type { ProofSigningDomain } from '@infinitio/domain/proofs'
import { createClient, http } from 'viem'
import { followBlocks } from '../chain/followBlocks.ts'

type Following = SlotPlace & {
  readonly rpcUrl: string
  /** Called once for each slot (block at which machines prove their GPUs). `seenMs` is when its block was first seen, by `performance.now()`. */
  readonly onSlot: (slot: ProofSlot, seenMs: number) => void
  /** Called if the chain does not answer. The next request tries again. */
  readonly onProblem: (error: unknown) => void
  readonly signal: AbortSignal
}

const lookEveryMs = 1_000
const answerWithinMs = 5_000
/** While the subscription is open, the newest block is requested only at this interval, in case a message was lost. */
const lookAtRestEveryMs = 5_000

/**
 * Follows the newest blocks of a chain until `signal` aborts, and reports slots (blocks at which machines prove their GPUs). It subscribes to new blocks if the
 * chain node allows that, and otherwise asks for them each second. Resolves once the first block is known; slots of earlier blocks are not reported.
 */
export async function followSlots({ rpcUrl, chainId, directory, onSlot, onProblem, signal }: Following): Promise<void> {
  const place = { chainId, directory }
  const url = rpcUrl.split(',')[0]?.trim() ?? ''
  const client = createClient({ transport: http(url, { timeout: answerWithinMs, retryCount: 0 }), cacheTime: 0 })
  let known: ReadHead | null = null
  let looking: Promise<void> | null = null
  let isTold = false
  let lookedAtMs = Number.NEGATIVE_INFINITY
  /** The hashes of reported slots. After a failed request the same blocks are read again, and none may be reported twice. */
  const reported = new Set<Hex32>()

  async function look(): Promise<void> {
    const seenMs = performance.now()
    lookedAtMs = seenMs
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

  /** Reads the new blocks. Only one read runs at a time. If a block arrives during a read, another read starts afterwards. */
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

  const blocks = followBlocks({ rpcUrl, onBlock: () => void lookSoon(), signal })
  const timer = setInterval(() => {
    if (!blocks.isOpen() || performance.now() - lookedAtMs >= lookAtRestEveryMs) void lookSoon()
  }, lookEveryMs)
  signal.addEventListener('abort', () => clearInterval(timer))
  while (known === null && !signal.aborted) {
    await lookSoon()
    if (known === null) await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/**
 * Reads the chain id and the ProofChecker contract that signed messages about proofs refer to. Returns null if the market has no ProofChecker. Throws viem's
 * errors.
 */
export async function readProofDomain({ rpcUrl, chainId, directory }: SlotPlace & { readonly rpcUrl: string }): Promise<ProofSigningDomain | null> {
  const transport = http(rpcUrl.split(',')[0]?.trim(), { timeout: answerWithinMs, retryCount: 0 })
  const checker = await readProofChecker(createClient({ transport }), directory)
  return checker === null ? null : { chainId, checker }
}
