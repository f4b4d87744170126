import type { Address } from '@infinitio/domain'
import { type Hex, type PublicClient, type TransactionReceipt, TransactionReceiptNotFoundError, parseGwei } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { getTransactionCount, getTransactionReceipt, sendRawTransaction } from 'viem/actions'

const askAgainMs = 25

/**
 * One step of a deployment: a call, or a contract's creation when `to` is null. `value` is in wei, `gas` is the gas limit, and `what` is the name of the step
 * in error messages.
 */
export type PlannedCall = { readonly to: Address | null; readonly data: Hex; readonly value: bigint; readonly gas: bigint; readonly what: string }

/**
 * Signs the calls with consecutive nonces, sends them all and waits until each is mined. Use it only to set up a market, while no other process sends
 * transactions of this key. The running engine does not use it. If a step fails or is not mined within `timeoutMs`, throws an error with the step's name.
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

/** Polls for the receipt. viem's own wait polls once per block, and a chain that mines on demand may have no further block. */
async function receiptOf(
  client: PublicClient,
  { what, hash, timeoutMs }: { what: string; hash: Hex; timeoutMs: number },
): Promise<TransactionReceipt> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const receipt = await getTransactionReceipt(client, { hash }).catch((error: unknown) => {
      if (error instanceof TransactionReceiptNotFoundError) return null
      throw error
    })
    if (receipt?.status === 'success') return receipt
    if (receipt !== null) throw new Error(`${what} failed in transaction ${hash}`)
    if (performance.now() > deadline) throw new Error(`${what} was not mined within ${timeoutMs} ms in transaction ${hash}`)
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
}
