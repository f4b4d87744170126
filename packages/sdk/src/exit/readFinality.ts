import { BaseError } from 'viem'
import { getBlock, getChainId } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

const developmentChainId = 31_337

/** The newest block that stays: every block of a development chain, else the one the chain calls finalized; null where the RPC does not say. */
export async function readFinality(access: ExitAccess): Promise<bigint | null> {
  const chainId = await askRpc(access, () => getChainId(access.client))
  const blockTag = chainId === developmentChainId ? 'latest' : 'finalized'
  try {
    return (await askRpc(access, () => getBlock(access.client, { blockTag }))).number
  } catch (error) {
    if (error instanceof BaseError) return null
    throw error
  }
}
