import type { Refusal } from '@infinitio/domain'
import type { ProviderKeyWire } from '@infinitio/domain/wire'
import { readKeyFile } from '@infinitio/process'
import { privateKeyToAccount } from 'viem/accounts'
import type { Services } from '../../services/services.ts'
import { type LocalCaller, refuseOthers } from './localCaller.ts'

/**
 * Returns a development key to a caller that `refuseOthers` accepts. Refuses other callers with `auth.local_token_needed` or `wallet.key_unavailable`, and
 * refuses with `wallet.key_unavailable` if this market has no such key.
 */
export async function readDevelopmentKey(
  services: Services,
  { caller, of }: { caller: LocalCaller; of: 'provider' | 'voter' },
): Promise<ProviderKeyWire | Refusal> {
  const refused = await refuseOthers(services, caller, 'wallet.key_unavailable')
  if (refused !== null) return refused
  const file = of === 'provider' ? services.providerKeyFile : services.voterKeyFile
  if (file === null) return { rejected: 'wallet.key_unavailable' }
  const privateKey = readKeyFile(file)
  return { privateKey, account: privateKeyToAccount(privateKey).address.toLowerCase() }
}
