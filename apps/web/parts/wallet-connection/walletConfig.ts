import type { ChainWire } from '@infinitio/domain/wire'
import { defineChain } from 'viem'
import { type Config, createConfig, createStorage, http } from 'wagmi'
import { burnerKey, storedBurnerKey } from '#web/parts/wallet-connection/burnerKey.ts'
import { localKeyConnector } from '#web/parts/wallet-connection/localKeyConnector.ts'
import { fetchDevelopmentKey, storedDevelopmentKey } from '#web/parts/wallet-connection/developmentKeys.ts'

/** Connector ids of the keys that exist on the development chain only. */
export const burnerId = 'burner'
export const providerOfThisMachineId = 'providerOfThisMachine'
export const developmentVoterId = 'developmentVoter'

const localKeys: readonly string[] = [burnerId, providerOfThisMachineId, developmentVoterId]

/** True for the wallets of the development chain, whose keys this browser has: they sign without asking. */
export function isLocalKey(connectorId: string): boolean {
  return localKeys.includes(connectorId)
}

const configs = new Map<number, Config>()

/** The one wagmi configuration of a chain: wallets found by EIP-6963, plus the development keys where they are allowed. */
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
            name: 'Provider of this machine',
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
    // Reconnect in an effect: several boundaries share this one configuration.
    ssr: true,
  })
  configs.set(chainId, config)
  return config
}
