import { address, type Address, type Hex32, type TrialState, trialStates, zeroAddress } from '@infinitio/domain'
import { type Client, hexToString } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { disputeCourtAbi } from '../generated/disputeCourtAbi.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'

/** A dispute's current or last jury. `votes` has the revealed votes in the order of `members`, null for a vote that is not revealed. */
export type Jury = { readonly panelId: bigint; readonly members: readonly Address[]; readonly votes: readonly (number | null)[] }

/** A dispute as the court stores it. Amounts are in PToken base units. Times are in Unix seconds. */
export type StoredDispute = {
  readonly id: bigint
  readonly state: TrialState
  readonly until: number
  readonly round: number
  /** The jury's verdict. 0: the disputed lease or slash remains as it is. 1: the opener is right. Null before a jury has decided. */
  readonly verdict: number | null
  readonly opener: Address
  readonly respondent: Address | null
  readonly appellant: Address | null
  readonly bond: bigint
  readonly appealBond: bigint
  readonly claim: bigint
  /** Null if the dispute is about a lease. */
  readonly slash: { readonly purpose: string; readonly executeAt: number } | null
  readonly jurorPay: bigint
  readonly jury: Jury | null
}

/** Reads a dispute with its current jury, or returns null if it does not exist. Throws viem's errors. */
export async function readDispute(client: Client, { court, id }: { court: Address; id: bigint }): Promise<StoredDispute | null> {
  const at = { address: court, abi: disputeCourtAbi } as const
  const [trial, dispute, panels] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    contracts: [
      { ...at, functionName: 'trialOf', args: [id] },
      { ...at, functionName: 'disputeOf', args: [id] },
      { ...at, functionName: 'PANELS' },
    ],
  })
  const state = trialStates[trial.state]
  if (state === undefined || state === 'unknown') return null
  const panelId = BigInt(trial.panelId)
  const { round } = trial
  const members = panelId === 0n ? [] : await readContract(client, { address: panels, abi: panelsAbi, functionName: 'membersOf', args: [panelId] })
  const contracts = members.map((juror) => ({ ...at, functionName: 'revealedVoteOf', args: [id, round, juror] }) as const)
  const votes = contracts.length === 0 ? [] : ((await multicall(client, { deployless: true, allowFailure: false, contracts })) as readonly bigint[])
  return {
    ...{ id, state, until: trial.until, round, verdict: trial.judged === 0 ? null : trial.judged - 1 },
    opener: lower(trial.opener),
    respondent: nullable(trial.respondent),
    appellant: nullable(trial.appellant),
    ...{ bond: trial.bond, appealBond: trial.appealBond, claim: dispute.claim, jurorPay: trial.jurorPay },
    slash: dispute.slashAt === 0 ? null : { purpose: purposeText(dispute.purpose), executeAt: dispute.slashAt },
    jury: panelId === 0n ? null : { panelId, members: members.map(lower), votes: votes.map((vote) => (vote === 0n ? null : Number(vote) - 1)) },
  }
}

/** Reads the number of disputes, which are numbered from 1. Throws viem's errors. */
export async function readDisputeCount(client: Client, court: Address): Promise<bigint> {
  return await readContract(client, { address: court, abi: disputeCourtAbi, functionName: 'trialCount' })
}

const lower = (account: string): Address => address(account.toLowerCase())
const nullable = (account: string): Address | null => (account === zeroAddress ? null : lower(account))
const purposeText = (purpose: Hex32 | `0x${string}`): string => hexToString(purpose, { size: 32 })
