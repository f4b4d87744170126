import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { Config } from 'wagmi'
import { readContract } from 'wagmi/actions'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** An approval: the token, its owner, the spender, and the amount in base units of the token. */
export type Approval = { readonly token: Address; readonly owner: Address; readonly spender: Address; readonly amount: bigint }

/** Makes sure that `spender` may take `amount`. If the present approval is lower, the wallet approves exactly `amount`; otherwise the wallet is not asked. */
export async function approveExactly(config: Config, { token, owner, spender, amount }: Approval): Promise<void> {
  const allowance = await readContract(config, { address: token, abi: pTokenAbi, functionName: 'allowance', args: [owner, spender] })
  if (allowance >= amount) return
  await sendAndWait(config, { to: token, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, amount] }) })
}
