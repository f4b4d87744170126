import { type TxHash, txHash } from '@infinitio/domain'
import type { Config } from 'wagmi'
import { estimateGas, getConnection, sendTransaction, waitForTransactionReceipt } from 'wagmi/actions'
import { type ContractCall, gasLimit } from '../calls/contractCall.ts'

/**
 * Sends a call from the connected wallet, with spare gas and at least `leastGas`, and resolves when it is mined. Throws viem's errors when the
 * wallet refuses, when the call would revert (`decodeMarketError` returns why), and when it reverted.
 */
export async function sendAndWait(config: Config, call: ContractCall, { leastGas = 0n }: { leastGas?: bigint } = {}): Promise<TxHash> {
  const { address: account } = getConnection(config)
  const { to, data } = call
  // Estimates on the pending block, which includes waiting transactions and has the present time on chains that mine on demand.
  const estimated = gasLimit(await estimateGas(config, { account, to, data, blockTag: 'pending' }))
  const gas = estimated < leastGas ? leastGas : estimated
  const hash = await sendTransaction(config, { to, data, gas })
  const receipt = await waitForTransactionReceipt(config, { hash })
  return txHash(receipt.transactionHash)
}
