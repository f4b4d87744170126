import { getAddress, type Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { createConnector } from 'wagmi'
import { type LocalKeyProvider, localKeyProvider } from '#web/parts/wallet-connection/localKeyProvider.ts'

/** How a key of this browser is called and where it comes from. */
export type LocalKeyOptions = {
  readonly id: string
  readonly name: string
  /** The key, made or fetched when someone connects. */
  readonly loadKey: () => Promise<Hex>
  /** The key if this browser already has it, without asking anyone; used to reconnect after a reload. */
  readonly keptKey: () => Hex | null
}

/** A wagmi connector over a key of this browser: the burner wallet and the provider of this machine. */
export function localKeyConnector({ id, name, loadKey, keptKey }: LocalKeyOptions) {
  return createConnector<LocalKeyProvider>((config) => {
    let key: Hex | null = null
    const chain = config.chains[0]
    function heldKey(): Hex {
      key ??= keptKey()
      if (key === null) throw new Error(`${name} is not connected.`)
      return key
    }
    const addressOfKey = () => getAddress(privateKeyToAddress(heldKey()))
    return {
      id,
      name,
      type: 'localKey',
      async connect({ isReconnecting } = {}) {
        if (isReconnecting !== true || key === null) key = isReconnecting === true ? heldKey() : await loadKey()
        return { accounts: [addressOfKey()] as never, chainId: chain.id }
      },
      async disconnect() {
        key = null
      },
      async getAccounts() {
        return [addressOfKey()]
      },
      async getChainId() {
        return chain.id
      },
      async getProvider() {
        return localKeyProvider({ privateKey: heldKey(), chain })
      },
      async isAuthorized() {
        return key !== null || keptKey() !== null
      },
      onAccountsChanged() {},
      onChainChanged() {},
      onDisconnect() {},
    }
  })
}
