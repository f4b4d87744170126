import type { Address, LedgerAsset, UnixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'

/** The names in the Directory of the contracts at which an account can be a party of a case: a finding, a dispute, a carbon proof or a project. */
export const caseContracts = ['Findings', 'DisputeCourt', 'CarbonRegistry', 'Incubator'] as const
export type CaseContract = (typeof caseContracts)[number]

/**
 * The names in the Directory of the contracts that can owe money to an account. An exit (leaving the market without its servers) collects from every version of
 * these contracts that the Directory has listed.
 */
export const dueContracts = ['FuturesCommitment', 'Bounties', 'StakedGToken', 'Vesting', 'Panels', 'RandomBeacon', ...caseContracts] as const
export type DueContract = (typeof dueContracts)[number]

/**
 * The kinds of money that these contracts owe: of commitments, of bounties, unstaked G, interest of staked G, vested G, bonds of former panel members, bonds of
 * findings, bonds of disputes, the pay of jurors, bonds of carbon proofs, and sponsorships of ended projects. Also, as duties, staked G, bonds of present panel
 * members and of makers of random seeds, and sponsorships of running projects.
 */
export type DueAct = 'commitments' | 'bounties' | 'unstaked' | 'interest' | 'vested' | 'panelBond' | 'staked' | 'onPanel' | 'seeds' | CaseAct

/** The kinds of money of cases. `disputeVotes` only counts the votes of a jury, after which a verdict can pay the bonds. */
export type CaseAct = 'finding' | 'dispute' | 'disputeVotes' | 'jurorPay' | 'carbon' | 'sponsorship' | 'sponsoring'

/**
 * An amount that a contract owes to an account, in base units of PToken or G. `from` is the time from which it is paid; 0 if it is due now. `data` is the call
 * that pays it to the account; null if no call can now. `isMost`: the amount may be less. `pays`: false for a call that pays nothing, but without which a later
 * call cannot pay. `isDuty`: taking the amount also ends votes or duties of the account, so an exit takes it only on request.
 */
export type ExitDue = {
  readonly contract: Address
  readonly act: DueAct
  readonly asset: LedgerAsset
  readonly amount: bigint
  readonly from: UnixSeconds
  readonly data: Hex | null
  readonly isMost: boolean
  readonly pays: boolean
  readonly isDuty: boolean
}

/** Something that could not be read: a case of a contract by its number, or all that a contract may owe to the account if `id` is null. */
export type UnreadDue = { readonly contract: Address; readonly id: bigint | null }

/** The amounts that contracts owe to an account, and the cases and contracts that could not be read. */
export type FoundDues = { readonly dues: readonly ExitDue[]; readonly unread: readonly UnreadDue[] }

/** A transaction that pays an account what a contract owes it. */
export type DueStep = { readonly kind: 'takeDue'; readonly contract: Address; readonly act: DueAct; readonly data: Hex }

/** The kinds of steps that end a case or a stage of it. They pay all parties of the case, and anyone may send them. */
const endsCase: readonly DueAct[] = ['finding', 'dispute', 'disputeVotes', 'carbon']

/** Returns true for a step that ends a case or a stage of it. */
export function isOfCase({ act }: { readonly kind: string; readonly act?: DueAct }): boolean {
  return act !== undefined && endsCase.includes(act)
}
