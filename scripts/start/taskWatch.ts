import { taskPoolAbi } from '@infinitio/chain'
import { askChain } from '@infinitio/process/embedded'
import { encodeEventTopics } from 'viem'

/** Tells the miner while tasks of the pool need blocks. */
export type TaskWatch = {
  /** Returns true for some minutes after each event of a batch, a task or a run. Reads the logs of each new block once. */
  isOpen(head: number): Promise<boolean>
}

/** The events after which draws, waits and audits count blocks. */
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
/** A block a second for so long is enough for the longest wait that counts blocks: 200 until a task is left unaudited. */
const openMs = 240_000
/** Blocks that are looked at after a pause. */
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
