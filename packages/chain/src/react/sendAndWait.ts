import { type TxHash, txHash } from '@infinitio/domain'
import type { Config } from 'wagmi'
import { estimateGas, getConnection, sendTransaction, waitForTransactionReceipt } from 'wagmi/actions'
import { type ContractCall, gasLimit } from '../calls/contractCall.ts'

/**
 * Sends a call from the connected wallet and resolves when the transaction is mined. The gas limit is above the estimate, and at least `leastGas`. Throws
 * viem's errors in three cases: the wallet refuses, the estimate shows that the call would revert (`decodeMarketError` then returns the reason), or the mined
 * transaction reverted.
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
