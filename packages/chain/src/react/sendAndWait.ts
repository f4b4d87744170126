import { type TxHash, txHash } from '@infinitio/domain'
import type { Config } from 'wagmi'
import { estimateGas, getConnection, sendTransaction, waitForTransactionReceipt } from 'wagmi/actions'
import { type ContractCall, gasLimit } from '../calls/contractCall.ts'

/**
 * Sends a call from the connected wallet and resolves when it is mined. The gas limit is above the estimate, and at least `leastGas`. Throws viem's errors if
 * the wallet refuses, if the call would revert (`decodeMarketError` returns the reason), or if it reverted.
 */
export async function sendAndWait(config: Config, call: ContractCall, { leastGas = 0n }: { leastGas?: bigint } = {}): Promise<TxHash> {
  const { address: account } = getConnection(config)
  const { to, data } = call
  // Estimates on the pending block. It includes waiting transactions, and on a chain that mines only on demand it has the present time.
  const estimated = gasLimit(await estimateGas(config, { account, to, data, blockTag: 'pending' }))
  const gas = estimated < leastGas ? leastGas : estimated
  const hash = await sendTransaction(config, { to, data, gas })
  const receipt = await waitForTransactionReceipt(config, { hash })
  return txHash(receipt.transactionHash)
}
