import type { Address } from '@infinitio/domain'
import { type Hex, type PublicClient, type TransactionReceipt, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getTransactionCount, sendRawTransaction, waitForTransactionReceipt } from 'viem/actions'

/** One step of a deployment: a call, or a contract's creation when `to` is null. `value` in wei, `gas` a limit. */
export type PlannedCall = { readonly to: Address | null; readonly data: Hex; readonly value: bigint; readonly gas: bigint; readonly what: string }

/**
 * Signs the calls with consecutive nonces, sends them all and waits until each is mined. For set-up, where one key sends alone; the engine
 * has its own sender loop. Throws with the step's name when one fails or is not mined within `timeoutMs`.
 */
export async function sendCalls(
  client: PublicClient,
  { privateKey, calls, timeoutMs }: { privateKey: Hex; calls: readonly PlannedCall[]; timeoutMs: number },
): Promise<readonly TransactionReceipt[]> {
  const account = privateKeyToAccount(privateKey)
  const chainId = await client.getChainId()
  const { baseFeePerGas } = await client.getBlock({ blockTag: 'latest' })
  const maxPriorityFeePerGas = parseGwei('1')
  const maxFeePerGas = (baseFeePerGas ?? 0n) * 2n + maxPriorityFeePerGas
  let nonce = await getTransactionCount(client, { address: account.address, blockTag: 'pending' })
  const sent: { what: string; hash: Hex }[] = []
  for (const { what, to, ...call } of calls) {
    const raw = await account.signTransaction({ type: 'eip1559', chainId, nonce, to, ...call, maxFeePerGas, maxPriorityFeePerGas })
    sent.push({ what, hash: await sendRawTransaction(client, { serializedTransaction: raw }) })
    nonce += 1
  }
  return await Promise.all(sent.map((transaction) => receiptOf(client, { ...transaction, timeoutMs })))
}

async function receiptOf(
  client: PublicClient,
  { what, hash, timeoutMs }: { what: string; hash: Hex; timeoutMs: number },
): Promise<TransactionReceipt> {
  const receipt = await waitForTransactionReceipt(client, { hash, timeout: timeoutMs, pollingInterval: 25 })
  if (receipt.status !== 'success') throw new Error(`${what} failed in transaction ${hash}`)
  return receipt
}
