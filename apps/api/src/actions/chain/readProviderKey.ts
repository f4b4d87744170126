import type { Refusal } from '@infinitio/domain'
import type { ProviderKeyWire } from '@infinitio/domain/wire'
import { readKeyFile } from '@infinitio/process'
import { privateKeyToAccount } from 'viem/accounts'
import type { Services } from '../../services/services.ts'
import { type LocalCaller, refuseOthers } from './localCaller.ts'

/** The development key of this machine's provider, for those whom `refuseOthers` lets pass. Refuses the others with `wallet.key_unavailable` and `auth.local_token_needed`. */
export async function readProviderKey(services: Services, caller: LocalCaller): Promise<ProviderKeyWire | Refusal> {
  const refused = await refuseOthers(services, caller, 'wallet.key_unavailable')
  if (refused !== null) return refused
  if (services.providerKeyFile === null) return { rejected: 'wallet.key_unavailable' }
  const privateKey = readKeyFile(services.providerKeyFile)
  return { privateKey, account: privateKeyToAccount(privateKey).address.toLowerCase() }
}
