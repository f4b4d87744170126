import { taskPoolAbi } from '@infinitio/chain'
import { askChain } from '@infinitio/process/embedded'
import { encodeEventTopics } from 'viem'

/** Tells the program that mines blocks on the development chain whether tasks of the task pool wait for new blocks. */
export type TaskWatch = {
  /** Returns true for four minutes after each of `events` in the task pool. Reads the logs of each new block once. */
  isOpen(head: number): Promise<boolean>
}

/**
 * Events after which the task pool waits for a number of blocks: until it selects a provider or checker at random, until a waiting time ends, or until an audit
 * is decided.
 */
const events = [
  'BatchSubmitted',
  'TaskAccepted',
  'TaskReleased',
  'TaskExpired',
  'TaskCommitted',
  'RunTaken',
  'RunAnswered',
  'RunLate',
  'TaskRevealed',
  'TaskDisputed',
  'TaskAppealed',
] as const
const topics = events.map((eventName) => encodeEventTopics({ abi: taskPoolAbi, eventName })[0])
/** Milliseconds after an event for which the miner makes a block every second. */
const openMs = 240_000
/** Maximum number of blocks to look at after a pause. */
const mostBack = 256

/** Watches the task pool of a development chain. `nowMs` is the wall clock. */
export function createTaskWatch(rpcUrl: string, { nowMs = Date.now }: { readonly nowMs?: () => number } = {}): TaskWatch {
  let read: number | null = null
  let openUntilMs = 0
  return {
    async isOpen(head) {
      if (read === null || head !== read) {
        const first = Math.max(0, head - mostBack, read === null || head < read ? 0 : read + 1)
        const logs = (await askChain(rpcUrl, 'eth_getLogs', [{ fromBlock: hexOf(first), toBlock: hexOf(head), topics: [topics] }])) as unknown[]
        if (logs.length > 0) openUntilMs = nowMs() + openMs
        read = head
      }
      return nowMs() < openUntilMs
    },
  }
}

function hexOf(number: number): string {
  return `0x${number.toString(16)}`
}
