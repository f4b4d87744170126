import type { ChainWire } from '@infinitio/domain/wire'
import { getProviderKey, getVoterKey } from '@infinitio/sdk'
import { defineChain, type Hex, isHex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'
import { type Config, createConfig, createStorage, http } from 'wagmi'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { withLocalToken } from '#web/parts/local-token/withLocalToken.ts'
import { localKeyConnector } from '#web/parts/wallet-connection/localKeyConnector.ts'

/** The connector ids of the keys that exist only on the development chain. */
export const burnerId = 'burner'
export const providerOfThisMachineId = 'providerOfThisMachine'
export const developmentVoterId = 'developmentVoter'

const localKeys: readonly string[] = [burnerId, providerOfThisMachineId, developmentVoterId]

/** Returns true for the wallets of the development chain. Their keys are in this browser, so they sign without asking the user. */
export function isLocalKey(connectorId: string): boolean {
  return localKeys.includes(connectorId)
}

const configs = new Map<number, Config>()

/**
 * Returns the wagmi configuration of a chain; there is only one for each. It contains the wallets that are found by EIP-6963 and, if the chain allows them, the
 * development keys.
 */
export function walletConfig({ chainId, developmentChain }: Pick<ChainWire, 'chainId' | 'developmentChain'>): Config {
  const made = configs.get(chainId)
  if (made !== undefined) return made
  const rpcUrl = new URL('/api/v1/rpc', window.location.origin).href
  const chain = defineChain({
    id: chainId,
    name: developmentChain ? 'Infinitio development chain' : `Chain ${chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  })
  const config = createConfig({
    chains: [chain],
    connectors: developmentChain
      ? [
          localKeyConnector({
            id: burnerId,
            name: 'Burner wallet',
            loadKey: async () => burnerKey(chainId),
            storedKey: () => storedBurnerKey(chainId),
          }),
          localKeyConnector({
            id: providerOfThisMachineId,
            name: 'Demo provider (already set up)',
            loadKey: () => fetchDevelopmentKey('provider'),
            storedKey: () => storedDevelopmentKey('provider'),
          }),
          localKeyConnector({
            id: developmentVoterId,
            name: 'Second voter (development)',
            loadKey: () => fetchDevelopmentKey('voter'),
            storedKey: () => storedDevelopmentKey('voter'),
          }),
        ]
      : [],
    transports: { [chainId]: http(rpcUrl) },
    storage: createStorage({ key: 'infinitio.wallet', storage: window.localStorage }),
    pollingInterval: 1_000,
    multiInjectedProviderDiscovery: true,
    // With `ssr`, wagmi does not reconnect when this configuration is created, but later, in a React effect. This is needed because several React boundaries
    // share the configuration.
    ssr: true,
  })
  configs.set(chainId, config)
  return config
}

const place = (chainId: number): string => `infinitio.burner.${chainId}`

/** Returns the burner key that this browser stores for a chain, or null. */
function storedBurnerKey(chainId: number): Hex | null {
  const kept = window.localStorage.getItem(place(chainId))
  return isHex(kept) && kept.length === 66 ? kept : null
}

/**
 * Returns the burner key of this browser. It creates and stores the key on first use. The key protects no real money, because it is for development
 * chains only.
 */
function burnerKey(chainId: number): Hex {
  const kept = storedBurnerKey(chainId)
  if (kept !== null) return kept
  const fresh = generatePrivateKey()
  window.localStorage.setItem(place(chainId), fresh)
  return fresh
}

/**
 * The owner of a private key for development: this machine's provider, or a second voter. The API returns the key only to pages on its own machine that send
 * the machine's token.
 */
type DevelopmentKey = 'provider' | 'voter'

const places = { provider: 'infinitio.providerKey', voter: 'infinitio.voterKey' } as const

/** Returns a development key if this tab already fetched it, or null. */
function storedDevelopmentKey(of: DevelopmentKey): Hex | null {
  const kept = window.sessionStorage.getItem(places[of])
  return isHex(kept) ? kept : null
}

/** Fetches a development key. Throws `wallet.key_unavailable` and `auth.local_token_needed`. */
async function fetchDevelopmentKey(of: DevelopmentKey): Promise<Hex> {
  const fetchKey = of === 'provider' ? getProviderKey : getVoterKey
  const { privateKey } = await withLocalToken((access) => fetchKey(browserApi, access))
  window.sessionStorage.setItem(places[of], privateKey)
  return privateKey as Hex
}
