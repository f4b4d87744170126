import { type ChainAddresses, readAddresses } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { getChainId } from 'viem/actions'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'

/** Which chain an RPC is of, and what its Directory names. Throws `chain.rpc_silent`, and `chain.directory_unknown` when there is no Directory. */
export async function readMatchChain(access: ExitAccess, directory: Address): Promise<{ chainId: number; addresses: ChainAddresses }> {
  const chainId = await askRpc(access, () => getChainId(access.client))
  try {
    return { chainId, addresses: await askRpc(access, () => readAddresses(access.client, directory)) }
  } catch (error) {
    if (error instanceof InfinitioError) throw error
    throw refusal('chain.directory_unknown', { detail: directory })
  }
}
