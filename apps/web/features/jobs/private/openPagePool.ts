import { getChain, refusal } from '@infinitio/sdk'
import { openTaskPool } from '@infinitio/sdk/pool'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { pageRpcUrl } from '#web/parts/chain/pageRpcUrl.ts'

/** Opens the task pool for this page. Throws `task.no_pool` and the errors of the chain. */
export async function openPagePool() {
  const chain = await getChain(browserApi)
  const pool = await openTaskPool({ rpcUrl: pageRpcUrl(), chain })
  if (pool === null) throw refusal('task.no_pool', { detail: chain.addresses.directory })
  return { pool, chain }
}
