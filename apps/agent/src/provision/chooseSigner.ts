import { existsSync } from 'node:fs'
import { refusal, type SignedMandate } from '@infinitio/sdk'
import type { AgentEnv } from '../settings/env.ts'
import { loadProviderAccount, type ProviderAccount } from '../keys/providerAccount.ts'
import { mandateFileOf, readMandate } from './mandateFile.ts'

/** The key that signs the nodes' listings: the wallet's key on this machine, or the node's own key under the wallet's mandate. */
export type ListingSigner = { readonly by: 'wallet'; readonly main: ProviderAccount } | { readonly by: 'mandate'; readonly signed: SignedMandate }

/**
 * Chooses the wallet if its key file exists, else the mandate in the data folder. Throws `node.wallet_needed` without either. Rejects when the key
 * file cannot be read.
 */
export async function chooseSigner({
  AGENT_DATA_DIR,
  AGENT_FLEET,
  PROVIDER_KEY_FILE,
}: Pick<AgentEnv, 'AGENT_DATA_DIR' | 'AGENT_FLEET' | 'PROVIDER_KEY_FILE'>): Promise<ListingSigner> {
  const hasKey = PROVIDER_KEY_FILE !== undefined && existsSync(PROVIDER_KEY_FILE)
  if (hasKey) return { by: 'wallet', main: await loadProviderAccount(PROVIDER_KEY_FILE) }
  const signed = AGENT_FLEET === 'this-machine' ? await readMandate(AGENT_DATA_DIR) : null
  if (signed !== null) return { by: 'mandate', signed }
  const where = PROVIDER_KEY_FILE === undefined ? 'no key file is named' : `${PROVIDER_KEY_FILE} is not there`
  throw refusal('node.wallet_needed', { detail: `${where}, and no mandate in ${mandateFileOf(AGENT_DATA_DIR)}` })
}
