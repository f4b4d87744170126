import { panelsAbi, revertDataOf } from '@infinitio/chain'
import type { Address, LedgerAsset } from '@infinitio/domain'
import type { Hex } from 'viem'
import { readContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import type { CaseAct } from './exitDue.ts'

/** An amount that a case can pay to the account, in base units of `asset`. All fields are as in `ExitDue`. */
export type CaseDue = {
  readonly act: CaseAct
  readonly asset: LedgerAsset
  readonly amount: bigint
  readonly from: bigint
  readonly data: Hex | null
  readonly isMost: boolean
  readonly pays: boolean
  readonly isDuty: boolean
}

/** A case by its number at a contract, the account that may be a party, and the time of the state in Unix seconds. */
export type CaseReading = { readonly contract: Address; readonly account: Address; readonly id: bigint; readonly now: bigint }

/** Returns true if an address of the chain is that of the account, which is in lower case. */
export function isOf(account: Address, found: string): boolean {
  return found.toLowerCase() === account
}

/** Returns false if the contract rejects a simulated call. Throws any other error. */
export async function isAllowed(simulate: () => Promise<unknown>): Promise<boolean> {
  try {
    await simulate()
    return true
  } catch (error) {
    if (revertDataOf(error) === null) throw error
    return false
  }
}

/** The state of a panel. `answerUntil` is 0 before its members are selected. `isOver`: all members answered, or their time is over. */
type PanelStage = { readonly answerUntil: bigint; readonly isOver: boolean; readonly size: number }

/** Reads the state of a panel. Throws `chain.rpc_silent`. */
export async function readPanelStage(access: ExitAccess, panels: Address, panelId: bigint): Promise<PanelStage> {
  const at = { address: panels, abi: panelsAbi, args: [panelId] } as const
  const { answerUntil, size } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'panelOf' }))
  const isOver = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'isOver' }))
  return { answerUntil: BigInt(answerUntil), isOver, size }
}
