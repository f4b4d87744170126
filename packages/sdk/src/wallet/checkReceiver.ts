import { directoryAbi, marketAbi, nameKey } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { refusal } from '../transport/refusal.ts'

/** A receiver of a withdrawal from the Market, the account that withdraws, and the address of the market's Directory. */
export type WithdrawalReceiver = { readonly account: string; readonly to: string; readonly directory: string }

/**
 * Checks by the chain that a withdrawal from the Market does not go to a contract of the market. Such a contract does not credit tokens that it receives by a
 * plain transfer, so nobody could ever withdraw them. The check covers the Directory, each contract that the Directory lists or has listed, and the extension of
 * the present Market. The account's own address always passes. Throws `account.receiver_invalid` and `chain.rpc_silent`.
 */
export async function checkReceiver(access: ExitAccess, { account, to, directory }: WithdrawalReceiver): Promise<void> {
  const receiver = address(to.toLowerCase())
  const home = address(directory.toLowerCase())
  if (receiver === account.toLowerCase()) return
  const at = { address: home, abi: directoryAbi } as const
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const [isListed, market] = await Promise.all([
    ask(() => readContract(access.client, { ...at, functionName: 'isProtocolContract', args: [receiver] })),
    ask(() => readContract(access.client, { ...at, functionName: 'get', args: [nameKey('Market')] })),
  ])
  const extension = await ask(() => readContract(access.client, { address: market, abi: marketAbi, functionName: 'ANNEX' }))
  if (isListed || receiver === home || receiver === extension.toLowerCase()) throw refusal('account.receiver_invalid', { detail: receiver })
}
