import type { Address } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { Config } from 'wagmi'
import { readContract } from 'wagmi/actions'
import { pTokenAbi } from '../generated/pTokenAbi.ts'
import { sendAndWait } from './sendAndWait.ts'

/** Which token, whose, for whom, how much (base units of that token). */
export type Approval = { readonly token: Address; readonly owner: Address; readonly spender: Address; readonly amount: bigint }

/** Lets `spender` take exactly `amount`; asks the wallet for nothing when it may already take that much. */
export async function approveExactly(config: Config, { token, owner, spender, amount }: Approval): Promise<void> {
  const allowance = await readContract(config, { address: token, abi: pTokenAbi, functionName: 'allowance', args: [owner, spender] })
  if (allowance >= amount) return
  await sendAndWait(config, { to: token, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, amount] }) })
}
