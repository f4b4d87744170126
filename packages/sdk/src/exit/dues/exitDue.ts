import type { Address, LedgerAsset, UnixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'

/**
 * The names in the Directory of the contracts that can owe money to an account. An exit (leaving the market without its servers) collects from every version of
 * these contracts that the Directory has listed.
 */
export const dueContracts = ['FuturesCommitment', 'Bounties', 'StakedGToken', 'Vesting', 'Panels'] as const
export type DueContract = (typeof dueContracts)[number]

/** The kinds of money that these contracts owe: of commitments, of bounties, unstaked G, interest of staked G, vested G, and bonds of former panel members. */
export type DueAct = 'commitments' | 'bounties' | 'unstaked' | 'interest' | 'vested' | 'panelBond'

/**
 * An amount that a contract owes to an account, in base units of PToken or G. `from` is the time from which it is paid; 0 if it is due now. `data` is the call
 * that pays it to the account.
 */
export type ExitDue = {
  readonly contract: Address
  readonly act: DueAct
  readonly asset: LedgerAsset
  readonly amount: bigint
  readonly from: UnixSeconds
  readonly data: Hex
}

/** A transaction that pays an account what a contract owes it. */
export type DueStep = { readonly kind: 'takeDue'; readonly contract: Address; readonly act: DueAct; readonly data: Hex }
