import { gasLimit } from '@infinitio/chain'
import { type Chain, createClient, getAddress, type Hex, http, isHex, publicActions, stringToHex, walletActions } from 'viem'
import { privateKeyToAccount, privateKeyToAddress } from 'viem/accounts'
import { createConnector } from 'wagmi'

/** The id, the name and the source of a private key in this browser. */
export type LocalKeyOptions = {
  readonly id: string
  readonly name: string
  /** Creates or fetches the private key when the user connects. */
  readonly loadKey: () => Promise<Hex>
  /** Returns the private key if this browser already has it, without a request. It is needed to reconnect after a reload. */
  readonly storedKey: () => Hex | null
}

/** Returns a wagmi connector for a key of this browser: the burner wallet, this machine's provider, or the second voter of a development chain. */
export function localKeyConnector({ id, name, loadKey, storedKey }: LocalKeyOptions) {
  return createConnector<LocalKeyProvider>((config) => {
    let key: Hex | null = null
    const chain = config.chains[0]
    function heldKey(): Hex {
      key ??= storedKey()
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
        return key !== null || storedKey() !== null
      },
      onAccountsChanged() {},
      onChainChanged() {},
      onDisconnect() {},
    }
  })
}

type SentTransaction = { readonly to: Hex; readonly data?: Hex; readonly value?: Hex; readonly gas?: Hex }
type Request = { readonly method: string; readonly params?: unknown }

/** An EIP-1193 provider for a key in this browser. It signs without a confirmation and sends transactions through this market's RPC endpoint. */
type LocalKeyProvider = { request(request: Request): Promise<unknown> }

/** Creates the provider of one key on one chain. Throws viem's errors when the chain rejects a transaction. */
function localKeyProvider({ privateKey, chain }: { readonly privateKey: Hex; readonly chain: Chain }): LocalKeyProvider {
  const account = privateKeyToAccount(privateKey)
  // Estimate on the pending block, because it has the current time. The chain creates a block only when a transaction waits, so its latest block may be old,
  // and an estimate on it would be wrong.
  const client = createClient({ account, chain, transport: http(), experimental_blockTag: 'pending', pollingInterval: 500 })
    .extend(publicActions)
    .extend(walletActions)

  /** Fills in the missing fields as a wallet would, signs in this browser and sends. If the estimate fails, throws the error of the contract. */
  async function send({ to, data, value, gas: given }: SentTransaction): Promise<Hex> {
    const call = { to, data, value: value === undefined ? 0n : BigInt(value) }
    const [nonce, gas, fees] = await Promise.all([
      client.getTransactionCount({ address: account.address, blockTag: 'pending' }),
      given === undefined ? client.estimateGas({ account: account.address, ...call }).then(gasLimit) : BigInt(given),
      client.estimateFeesPerGas(),
    ])
    const serializedTransaction = await account.signTransaction({ type: 'eip1559', chainId: chain.id, nonce, gas, ...fees, ...call })
    return client.sendRawTransaction({ serializedTransaction })
  }

  async function request({ method, params }: Request): Promise<unknown> {
    const values = Array.isArray(params) ? params : []
    switch (method) {
      case 'eth_accounts':
      case 'eth_requestAccounts':
        return [account.address]
      case 'eth_chainId':
        return `0x${chain.id.toString(16)}`
      case 'wallet_switchEthereumChain':
        return null
      case 'personal_sign':
        return account.signMessage({ message: { raw: isHex(values[0]) ? values[0] : stringToHex(String(values[0])) } })
      case 'eth_signTypedData_v4':
        return account.signTypedData(JSON.parse(String(values[1])))
      case 'eth_sendTransaction':
        return send(values[0] as SentTransaction)
      default:
        return client.request({ method, params } as never)
    }
  }
  return { request }
}
