import { existsSync } from 'node:fs'
import { refusal, type SignedMandate } from '@infinitio/sdk'
import type { AgentEnv } from '../settings/env.ts'
import { loadProviderAccount, type ProviderAccount } from '../keys/providerAccount.ts'
import { mandateFileOf, readMandate } from './mandateFile.ts'

/** Who signs what lists the nodes: the wallet, whose key is here, or the node's own key under the wallet's mandate. */
export type ListingSigner = { readonly by: 'wallet'; readonly main: ProviderAccount } | { readonly by: 'mandate'; readonly signed: SignedMandate }

/** The wallet wherever its key file is there, else the mandate in the data folder. Throws `node.wallet_needed` when there is neither; rejects when the key file cannot be read. */
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
