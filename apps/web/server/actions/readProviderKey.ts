import type { Refusal } from '@infinitio/domain'
import type { ProviderKeyWire } from '@infinitio/domain/wire'
import { readKeyFile } from '@infinitio/process'
import { privateKeyToAccount } from 'viem/accounts'
import type { Services } from '../services.ts'
import { developmentChainId } from './readChain.ts'

/** The development key of this machine's provider: only on the development chain, only to a caller on this machine whom no proxy forwarded. Refuses with `wallet.key_unavailable`. */
export async function readProviderKey(services: Services, { isThisMachine }: { isThisMachine: boolean }): Promise<ProviderKeyWire | Refusal> {
  const { chainId } = await services.facts.read()
  if (chainId !== developmentChainId || !isThisMachine || services.providerKeyFile === null) return { rejected: 'wallet.key_unavailable' }
  const privateKey = readKeyFile(services.providerKeyFile)
  return { privateKey, account: privateKeyToAccount(privateKey).address.toLowerCase() }
}
