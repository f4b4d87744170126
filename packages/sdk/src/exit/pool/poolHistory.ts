import { taskPoolAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32, structFromChain, type TaskBatch, taskBatchStruct } from '@infinitio/domain'
import { decodeEventLog, type Hex, toEventSelector } from 'viem'
import type { ScannedLog } from '../../chain/scanLogs.ts'

const poolEvents = taskPoolAbi.filter((item) => item.type === 'event' && (item.name === 'BatchSubmitted' || item.name === 'SubmitKeySet'))

/** First topics of the logs that `PoolHistory` takes. */
export const poolTopics: readonly Hex[] = poolEvents.map((event) => toEventSelector(event))

/** A batch of tasks that the account ordered. `escrow` is what each of its tasks holds, in base units of PToken. */
export type LoggedBatch = { readonly pool: Address; readonly batchId: Hex32; readonly batch: TaskBatch; readonly escrow: bigint }
/** A key that the account allowed at any time to order tasks from its balance. */
export type LoggedSubmitKey = { readonly pool: Address; readonly key: Address }

/** Collects the batches and keys of one account from logs of task pools, in any order. Skips logs of other accounts by their topics. */
export class PoolHistory {
  readonly #batches = new Map<string, LoggedBatch>()
  readonly #keys = new Map<string, LoggedSubmitKey>()
  readonly #account: Address

  constructor(account: Address) {
    this.#account = account
  }

  /** Returns everything found so far. */
  get found() {
    return { batches: [...this.#batches.values()], submitKeys: [...this.#keys.values()] }
  }

  /** Adds the logs of one range. Ignores logs with other topics. */
  add(logs: readonly ScannedLog[]): void {
    for (const log of logs) if (poolTopics.includes(log.topics[0] ?? '0x')) this.#take(log)
  }

  #take({ address: pool, topics, data }: ScannedLog): void {
    const isOwn = [topics[1], topics[2]].some((topic) => topic?.slice(26).toLowerCase() === this.#account.slice(2))
    const event = isOwn ? decode(topics, data) : null
    if (event?.eventName === 'SubmitKeySet' && event.args.submitter.toLowerCase() === this.#account) {
      const key = address(event.args.key.toLowerCase())
      this.#keys.set(`${pool}:${key}`, { pool, key })
    }
    if (event?.eventName === 'BatchSubmitted' && event.args.submitter.toLowerCase() === this.#account) {
      const batch = structFromChain(taskBatchStruct, event.args.batch)
      const batchId = hex32(event.args.batchId)
      this.#batches.set(`${pool}:${batchId}`, { pool, batchId, batch, escrow: event.args.paid / BigInt(event.args.batch.count) })
    }
  }
}

/** Returns null for a log with a known topic but another shape: it comes from a foreign contract. */
function decode(topics: readonly Hex[], data: Hex) {
  try {
    return decodeEventLog({ abi: poolEvents, topics: topics as [Hex, ...Hex[]], data, strict: true })
  } catch {
    return null
  }
}
