import type { ContractCall } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { createClient, type Hex, http, type LocalAccount } from 'viem'
import { getBalance, getChainId, getGasPrice, prepareTransactionRequest, sendRawTransaction } from 'viem/actions'

/** Sends calls of the task pool with the gas of the caller's own key, without the market. */
export type OwnSender = {
  /** Sends a call and returns the hash of its transaction. Calls of one key go one after the other. Rejects with viem's errors, also if the key cannot pay the gas. */
  readonly send: (account: LocalAccount, call: ContractCall) => Promise<Hex>
  /** Returns the number of calls that an account's native coins can pay at the current gas price, rounded down. */
  readonly callsLeft: (account: Address) => Promise<number>
}

const answerWithinMs = 10_000
/** Gas limit of a call, more than any call of a worker or auditor uses. docs/contracts.md has the gas of each. */
const gasOfCall = 300_000n

/** Makes a sender of task-pool calls for one chain. It sends nothing before the first call. */
export function openOwnSender({ rpcUrl }: { readonly rpcUrl: string }): OwnSender {
  const client = createClient({ transport: http(rpcUrl.split(',')[0]?.trim(), { timeout: answerWithinMs, retryCount: 0 }), cacheTime: 0 })
  const last = new Map<string, Promise<unknown>>()

  async function sendOne(account: LocalAccount, call: ContractCall): Promise<Hex> {
    const chainId = await getChainId(client)
    const request = await prepareTransactionRequest(client, { account, chain: null, chainId, type: 'eip1559', ...call })
    return sendRawTransaction(client, { serializedTransaction: await account.signTransaction(request) })
  }

  return {
    send(account, call) {
      const sent = (last.get(account.address) ?? Promise.resolve()).then(() => sendOne(account, call))
      last.set(
        account.address,
        sent.catch(() => {}),
      )
      return sent
    },
    async callsLeft(account) {
      const [balance, gasPrice] = await Promise.all([getBalance(client, { address: account }), getGasPrice(client)])
      return Number(balance / (gasOfCall * (gasPrice > 0n ? gasPrice : 1n)))
    },
  }
}
