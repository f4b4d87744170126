import { gasLimit } from '@infinitio/chain'
import { type Chain, createClient, type Hex, http, isHex, publicActions, stringToHex, walletActions } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'

type SentTransaction = { readonly to: Hex; readonly data?: Hex; readonly value?: Hex; readonly gas?: Hex }
type Request = { readonly method: string; readonly params?: unknown }

/** An EIP-1193 provider over a key that lives in this browser: signs without asking again, sends through our own RPC door. */
export type LocalKeyProvider = { request(request: Request): Promise<unknown> }

/** Makes the provider of one key on one chain. Throws what viem throws when the chain refuses a transaction. */
export function localKeyProvider({ privateKey, chain }: { readonly privateKey: Hex; readonly chain: Chain }): LocalKeyProvider {
  const account = privateKeyToAccount(privateKey)
  // Pending: the chain makes blocks only when something waits, and an estimate must see the time of now.
  const client = createClient({ account, chain, transport: http(), experimental_blockTag: 'pending', pollingInterval: 500 })
    .extend(publicActions)
    .extend(walletActions)

  /** Fills in what the wallet of a person would, signs here and sends. An estimate that fails throws the contract's own refusal. */
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
