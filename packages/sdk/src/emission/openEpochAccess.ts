import { readAddresses, readEmissionAddresses } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { refusal } from '../transport/refusal.ts'
import type { Transport } from '../transport/createTransport.ts'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { epochEventLog } from './epochEventLog.ts'
import type { EpochAccess } from './workOutEpoch.ts'

/** Opens all that an epoch is worked out from, by the address of the Directory. Throws `api.not_found` where no DAO is deployed, and `chain.rpc_silent`. */
export async function openEpochAccess(
  access: ExitAccess,
  { transport, directory }: { transport: Transport; directory: string },
): Promise<EpochAccess> {
  const { client } = access
  const at = address(directory)
  const found = await askRpc(access, () => readEmissionAddresses(client, at))
  if (found === null) throw refusal('api.not_found', { detail: 'no DAO is deployed on this chain' })
  const contracts = { addresses: await askRpc(access, () => readAddresses(client, at)), ...found }
  return { client, transport, contracts, events: epochEventLog(client, contracts) }
}
