import type { JobPrivacy } from '@infinitio/jobs'
import { type Client, refusal } from '@infinitio/sdk'
import { readBoxKey, stepKeyOf, type StepKey } from '@infinitio/sdk/pool'
import type { SealedInput } from '@infinitio/tasks'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { type JobFolder, listJobs } from './jobFolder.ts'

type Market = { readonly client: Client; readonly chain: Awaited<ReturnType<Client['getChain']>>; readonly options: MoneyOptions }

/**
 * Opens what a private job of this computer needs: the job's key, and the function that gives step keys to machines. Reads the machines' encryption keys from
 * the chain, because a dishonest market could return its own key instead. Throws `task.private` if the job's key is not in its folder.
 */
export function openPrivacy(folder: JobFolder, market: Market): JobPrivacy {
  const key = folder.key()
  if (key === null) throw refusal('task.private', { detail: folder.path })
  return { key, boxKeyOf: boxKeyReader(market), give: async (given) => void (await market.client.putTaskKey(given)) }
}

/** Returns a function that reads the key of a machine from the chain, or null if the machine has none. */
export function boxKeyReader({ chain, options }: Pick<Market, 'chain' | 'options'>): JobPrivacy['boxKeyOf'] {
  return (nodeId) => readBoxKey({ rpcUrl: rpcOf(options), addresses: chain.addresses, nodeId })
}

/** Returns the key of an encrypted input if a job of this computer has it. Throws `task.private` otherwise. */
export async function stepKeyHere(sealed: SealedInput): Promise<StepKey> {
  for (const folder of listJobs()) {
    const key = folder.key()
    const step = key === null ? null : await stepKeyOf(key, sealed).catch(() => null)
    if (step !== null) return step
  }
  throw refusal('task.private', { detail: '' })
}
