import { type TxHash, txHash } from '@infinitio/domain'
import type { Config } from 'wagmi'
import { sendTransaction, waitForTransactionReceipt } from 'wagmi/actions'
import type { ContractCall } from '../calls/contractCall.ts'

/**
 * Sends a call from the connected wallet and resolves when it is mined. Throws viem's errors when the wallet refuses, when the chain says
 * it would revert (`decodeMarketError` names why), and when it reverted.
 */
export async function sendAndWait(config: Config, call: ContractCall): Promise<TxHash> {
  const hash = await sendTransaction(config, { to: call.to, data: call.data })
  const receipt = await waitForTransactionReceipt(config, { hash })
  return txHash(receipt.transactionHash)
}
