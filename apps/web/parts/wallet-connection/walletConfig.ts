import type { ChainWire } from '@infinitio/domain/wire'
import { defineChain } from 'viem'
import { type Config, createConfig, createStorage, http } from 'wagmi'
import { burnerKey, storedBurnerKey } from '#web/parts/wallet-connection/burnerKey.ts'
import { localKeyConnector } from '#web/parts/wallet-connection/localKeyConnector.ts'
import { fetchDevelopmentKey, storedDevelopmentKey } from '#web/parts/wallet-connection/developmentKeys.ts'

/** The connector ids of the keys that exist only on the development chain. */
export const burnerId = 'burner'
export const providerOfThisMachineId = 'providerOfThisMachine'
export const developmentVoterId = 'developmentVoter'

const localKeys: readonly string[] = [burnerId, providerOfThisMachineId, developmentVoterId]

/** Returns true for the wallets of the development chain. This browser has their keys, so they sign without a confirmation. */
export function isLocalKey(connectorId: string): boolean {
  return localKeys.includes(connectorId)
}

const configs = new Map<number, Config>()

/** Returns the only wagmi configuration of a chain: wallets found by EIP-6963, plus the development keys if the chain allows them. */
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
    // With `ssr`, wagmi reconnects in an effect, because several boundaries share this configuration.
    ssr: true,
  })
  configs.set(chainId, config)
  return config
}
