import type { ContractCall } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import { createClient, type Hex, http, type LocalAccount } from 'viem'
import { getBalance, getChainId, getGasPrice, prepareTransactionRequest, sendRawTransaction } from 'viem/actions'

/** Sends calls of the task pool contract as transactions of the caller's own keys. Each key pays its gas, and the market is not needed. */
export type OwnSender = {
  /**
   * Sends a call and returns the hash of its transaction. Calls of one key are sent one after the other. Rejects with viem's errors, for example if the key
   * cannot pay the gas.
   */
  readonly send: (account: LocalAccount, call: ContractCall) => Promise<Hex>
  /** Returns how many calls an account's native coins can pay for at the current gas price, rounded down. */
  readonly callsLeft: (account: Address) => Promise<number>
}

const answerWithinMs = 10_000
/** Gas limit of a call. No call of a worker or an auditor uses as much; docs/contracts.md has the gas of each call. */
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
