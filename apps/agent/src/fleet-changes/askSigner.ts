import { existsSync } from 'node:fs'
import type { NodeSigningWire } from '@infinitio/domain/wire'
import type { SignedMandate } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { simulatedFleet } from '../fleet/simulatedFleet.ts'
import { derivedProvider, loadProviderAccount } from '../keys/providerAccount.ts'
import { lookForMandate } from '../provision/mandateFile.ts'
import type { AgentEnv } from '../settings/env.ts'

/**
 * The key that signs a node's asks (signed orders that list the node). It is the wallet's key on this machine, or the node's own key if a mandate of the wallet
 * permits that, or none.
 */
export type AskSigner =
  | { readonly by: 'wallet'; readonly load: () => Promise<PrivateKeyAccount> }
  | { readonly by: 'mandate'; readonly signed: SignedMandate }
  | { readonly by: 'none' }

type Settings = Pick<AgentEnv, 'AGENT_DATA_DIR' | 'AGENT_FLEET' | 'AGENT_SIMULATED_NODES' | 'PROVIDER_KEY_FILE'>

/**
 * Finds the key that signs the asks of the node in the key folder `slot`, as `chooseSigner` does. The wallet's key is loaded only to sign. Throws
 * `node.settings_unreadable` when the mandate file cannot be read.
 */
export async function askSignerOf(env: Settings, { slot }: { slot: string }): Promise<AskSigner> {
  const { PROVIDER_KEY_FILE: keyFile, AGENT_FLEET: fleet } = env
  if (keyFile !== undefined && existsSync(keyFile)) {
    const provider = fleet === 'simulated' ? providerNameOf(env, slot) : null
    return {
      by: 'wallet',
      async load() {
        const main = await loadProviderAccount(keyFile)
        return provider === null ? main.account : derivedProvider(main, provider).account
      },
    }
  }
  if (fleet === 'simulated') return { by: 'none' }
  const kept = await lookForMandate(env.AGENT_DATA_DIR)
  return kept.kind === 'whole' ? { by: 'mandate', signed: kept.signed } : { by: 'none' }
}

function providerNameOf({ AGENT_SIMULATED_NODES: nodes }: Settings, slot: string): string | null {
  return simulatedFleet({ nodes }).find((node) => node.slot === slot)?.provider ?? null
}

/**
 * Converts the signer of a node's asks to the form in which the agent reports it to the market. A mandate is reported with the wallet's signature, so that the
 * provider's pages can check that the wallet signed it.
 */
export function toNodeSigning(node: string, signer: AskSigner): NodeSigningWire {
  return signer.by === 'mandate' ? { node, by: signer.by, ...signer.signed } : { node, by: signer.by, mandate: null }
}
