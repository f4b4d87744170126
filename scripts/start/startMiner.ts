import { setTimeout as delay } from 'node:timers/promises'
import { askChain, openBlockLog, saveChainState } from '@infinitio/process/embedded'
import { createSlotWatch, type SlotWatch } from './slotWatch.ts'
import { createTaskWatch, type TaskWatch } from './taskWatch.ts'

/** The miner of the development chain. */
export type Miner = { stop: () => void }

/** `stateFile` is the path of the file into which the whole chain is saved. `betweenSavesMs` is the shortest time between two saves. */
type MinerOptions = { rpcUrl: string; finalityBlocks: number; stateFile: string; betweenSavesMs?: number }

const gatherMs = 25
const betweenBlocksMs = 1_000
const promptGapMs = 200
const lookEveryMs = 1_000
/**
 * Usually the miner is notified when a transaction arrives. Without a notification, it looks for waiting transactions at this interval, in case a message was
 * lost.
 */
const lookForWaitingEveryMs = 5_000
const leastBetweenSavesMs = 700
/**
 * After each save, the miner waits at least this many times as long as the save took. So saving takes at most about a twentieth of the time, however large the
 * chain is.
 */
const saveShare = 20

/**
 * Mines blocks of the development chain only if there is a need, so that an idle chain does not grow. It mines a block soon after a transaction arrives, then
 * one a second until all of these are true:
 * - the pool of transactions is empty;
 * - the last block with transactions has `finalityBlocks` blocks above it;
 * - no proof slot (in which machines prove their GPUs) is open;
 * - no task of the task pool waits for blocks.
 *
 * It writes each block into the log next to `stateFile` and regularly saves the whole chain, so that a killed chain loses nothing. While the chain is
 * unavailable (its supervisor restarts it), it tries again once a second.
 */
export function startMiner({ rpcUrl, finalityBlocks, stateFile, betweenSavesMs = leastBetweenSavesMs }: MinerOptions): Miner {
  const stopped = new AbortController()
  let arrived = Promise.withResolvers<void>()
  void listen({ rpcUrl, signal: stopped.signal, onTransaction: () => arrived.resolve() })
  void mineWhileNeeded()
  return { stop: () => stopped.abort() }

  async function mineWhileNeeded(): Promise<void> {
    const keeper = keepChain({ rpcUrl, stateFile, betweenSavesMs })
    let lastBlockAt = 0
    let settledHead: number | null = null
    let askedForWaitingAt = 0
    const slots = createSlotWatch(rpcUrl)
    const tasks = createTaskWatch(rpcUrl)
    while (!stopped.signal.aborted) {
      const prompted = await Promise.race([arrived.promise.then(() => true), delay(lookEveryMs, false)])
      if (prompted) await delay(Math.max(gatherMs, promptGapMs - (Date.now() - lastBlockAt)))
      arrived = Promise.withResolvers<void>()
      try {
        const wait = Date.now() - lastBlockAt
        if (!prompted && wait < betweenBlocksMs) await delay(betweenBlocksMs - wait)
        const asksForWaiting = prompted || Date.now() - askedForWaitingAt >= lookForWaitingEveryMs
        if (asksForWaiting) askedForWaitingAt = Date.now()
        if (settledHead !== null && (await isAtRest(rpcUrl, { settledHead, asksForWaiting }))) continue
        await keeper.beforeBlock()
        const isNeeded = await somethingWaits(rpcUrl, { finalityBlocks, slots, tasks })
        if (isNeeded) {
          await askChain(rpcUrl, 'evm_mine')
          lastBlockAt = Date.now()
        }
        const savedHead = await keeper.afterBlock()
        settledHead = isNeeded ? null : savedHead
      } catch {
        // The chain is unavailable, and its supervisor has reported that. The loop tries again in a second.
      }
    }
  }
}

/** Stores the chain on disk: each block in the log, and from time to time the whole chain in a file. */
function keepChain({ rpcUrl, stateFile, betweenSavesMs }: Pick<MinerOptions, 'rpcUrl' | 'stateFile'> & { betweenSavesMs: number }) {
  const log = openBlockLog({ url: rpcUrl, stateFile })
  let saved = { head: -1, at: 0, tookMs: 0 }
  const save = async () => {
    const startedAt = Date.now()
    const head = Number(await askChain(rpcUrl, 'eth_blockNumber'))
    await saveChainState({ url: rpcUrl, stateFile })
    log.begin(head)
    saved = { head, at: Date.now(), tookMs: Date.now() - startedAt }
  }
  return {
    /** Saves the whole chain if the log cannot continue from the stored state. */
    beforeBlock: async () => {
      if ((await log.follow()) === null) await save()
    },
    /**
     * Writes new blocks into the log and, if that is due, saves the whole chain. Returns the head if the whole chain was last saved at that head, else null.
     */
    afterBlock: async (): Promise<number | null> => {
      const head = await log.follow()
      const isDue = Date.now() - saved.at >= Math.max(betweenSavesMs, saved.tookMs * saveShare)
      if (head === null || (isDue && head !== saved.head)) await save()
      return head === saved.head ? head : null
    },
  }
}

/**
 * Returns true if the head is still the block after which nothing was left to mine or to save, and no transaction waits. With `asksForWaiting: false`, does not
 * ask for waiting transactions.
 */
async function isAtRest(url: string, { settledHead, asksForWaiting }: { settledHead: number; asksForWaiting: boolean }): Promise<boolean> {
  if (Number(await askChain(url, 'eth_blockNumber')) !== settledHead) return false
  if (!asksForWaiting) return true
  const pool = (await askChain(url, 'txpool_status')) as { pending: string }
  return Number(pool.pending) === 0
}

/**
 * Returns true while a transaction could be mined, a block with transactions is not final, a slot of GPU proofs is open, or tasks of the task pool wait for
 * blocks.
 */
async function somethingWaits(
  url: string,
  { finalityBlocks, slots, tasks }: { finalityBlocks: number; slots: SlotWatch; tasks: TaskWatch },
): Promise<boolean> {
  const pool = (await askChain(url, 'txpool_status')) as { pending: string }
  if (Number(pool.pending) > 0) return true
  const head = Number(await askChain(url, 'eth_blockNumber'))
  if ((await slots.isOpen(head)) || (await tasks.isOpen(head))) return true
  for (let number = head; number > Math.max(0, head - finalityBlocks); number -= 1) {
    const count = await askChain(url, 'eth_getBlockTransactionCountByNumber', [`0x${number.toString(16)}`])
    if (Number(count) > 0) return true
  }
  return false
}

/** Calls `onTransaction` for every transaction that the chain accepts, and once when the subscription begins. Reconnects after a lost connection. */
async function listen({ rpcUrl, signal, onTransaction }: { rpcUrl: string; signal: AbortSignal; onTransaction: () => void }): Promise<void> {
  while (!signal.aborted) {
    await new Promise<void>((lost) => {
      const socket = new WebSocket(rpcUrl.replace(/^http/, 'ws'))
      const close = () => socket.close()
      signal.addEventListener('abort', close, { once: true })
      socket.onopen = () => socket.send(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_subscribe', params: ['newPendingTransactions'] }))
      // The first message confirms the subscription. A transaction may have come before it.
      socket.onmessage = () => onTransaction()
      socket.onerror = close
      socket.onclose = () => {
        signal.removeEventListener('abort', close)
        lost()
      }
    })
    if (!signal.aborted) await delay(300)
  }
}
