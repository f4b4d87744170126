import { getChainId } from 'viem/actions'
import { askRpc } from './askRpc.ts'
import type { ExitAccess } from './exitAccess.ts'

/** Returns the chain id of an RPC node. Throws `chain.rpc_silent`. */
export function readChainId(access: ExitAccess): Promise<number> {
  return askRpc(access, () => getChainId(access.client))
}
