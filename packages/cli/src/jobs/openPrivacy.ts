import type { JobPrivacy } from '@infinitio/jobs'
import { type Client, readNodeRecords, refusal } from '@infinitio/sdk'
import { stepKeyOf, type StepKey } from '@infinitio/sdk/pool'
import type { SealedInput } from '@infinitio/tasks'
import { type MoneyOptions, rpcOf } from '../wallet/moveMoney.ts'
import { type JobFolder, listJobs } from './jobFolder.ts'

type Market = { readonly client: Client; readonly chain: Awaited<ReturnType<Client['getChain']>>; readonly options: MoneyOptions }

/**
 * Opens what a private job of this computer needs: its key, and the way to give keys to machines. Reads the keys of machines from the chain, because a dishonest
 * market could name its own key. Throws `task.private` if the key is not in the folder of the job.
 */
export function openPrivacy(folder: JobFolder, { client, chain, options }: Market): JobPrivacy {
  const key = folder.key()
  if (key === null) throw refusal('task.private', { detail: folder.path })
  return {
    key,
    async boxKeyOf(nodeId) {
      const [record] = await readNodeRecords({ rpcUrl: rpcOf(options), addresses: chain.addresses, nodeIds: [nodeId] })
      return record === null || record === undefined ? null : (record.boxKey as JobPrivacy['key'])
    },
    give: async (given) => void (await client.putTaskKey(given)),
  }
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
