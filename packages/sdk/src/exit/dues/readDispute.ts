import { directoryAbi, disputeCourtAbi, revertDataOf } from '@infinitio/chain'
import { type Address, assertNever } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract, simulateContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { type CaseDue, type CaseReading, isOf } from './caseDue.ts'

/** The states of a trial, in the order of `TrialState` of the contract. */
const trialStates = ['unknown', 'evidence', 'drawing', 'voting', 'decided', 'done', 'stands'] as const
/** The verdict by which the opener wins, FOR_OPENER of the contract, and the first round, after which the loser can appeal. */
const forOpener = 1
const firstRound = 1

/**
 * Reads what one dispute can pay to an account: the bonds of an opener or appellant, the bonds that the winner gets, and the pay of a juror. Throws
 * `chain.rpc_silent`.
 */
export async function readDispute(access: ExitAccess, reading: CaseReading): Promise<CaseDue[]> {
  const { contract, id } = reading
  const at = { address: contract, abi: disputeCourtAbi } as const
  const trial = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'trialOf', args: [id] }))
  const state = trialStates[trial.state] ?? 'unknown'
  if (state === 'unknown' || state === 'stands') return []
  if (state === 'done') return await jurorPay(access, reading)
  const dispute = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'disputeOf', args: [id] }))
  const [drawSeconds, feeParts] = await Promise.all([
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'DRAW_SECONDS' })),
    askRpc(access, () => readContract(access.client, { ...at, functionName: 'FEE_PARTS' })),
  ])
  const claim = dispute.slashAt === 0 ? dispute.claim : 0n
  const rules = { feeParts, drawSeconds: BigInt(drawSeconds), isNamed: await isNamed(access, contract) }
  return stepsOf({ ...trial, state, until: BigInt(trial.until), claim }, { ...reading, ...rules })
}

/** The fields of an open trial that decide what it pays. Amounts in base units of PToken. */
export type OpenTrial = {
  readonly state: 'evidence' | 'drawing' | 'voting' | 'decided'
  readonly opener: string
  readonly respondent: string
  readonly appellant: string
  readonly bond: bigint
  readonly appealBond: bigint
  readonly until: bigint
  readonly round: number
  /** The verdict plus 1; 0 before a jury has decided. */
  readonly judged: number
  /** The first jury at Panels; 0 before it is selected. */
  readonly firstPanelId: number
  /** The compensation that the opener gets with a verdict for it, in addition to the bonds. */
  readonly claim: bigint
}

/** The rules of a court: the time in which a jury must be selected, the part of a bond that is kept without a verdict, and if the Directory names it. */
type TrialRules = { readonly feeParts: bigint; readonly drawSeconds: bigint; readonly isNamed: boolean }

/** Returns the next step of an open trial that pays the account or lets a later step pay it. None if the account can get nothing. Pure. */
export function stepsOf(
  trial: OpenTrial,
  { account, id, feeParts, drawSeconds, isNamed }: TrialRules & Pick<CaseReading, 'account' | 'id'>,
): CaseDue[] {
  const { state, until, judged, round } = trial
  const opened = isOf(account, trial.opener) ? trial.bond : 0n
  const appealed = isOf(account, trial.appellant) ? trial.appealBond : 0n
  const due = (functionName: 'lapse' | 'count' | 'execute', more: Pick<CaseDue, 'amount' | 'from'> & Partial<CaseDue>): CaseDue[] => {
    const data = encodeFunctionData({ abi: disputeCourtAbi, functionName, args: [id] })
    const act = functionName === 'count' ? 'disputeVotes' : 'dispute'
    return [{ act, asset: 'PToken', data, isMost: false, pays: true, isDuty: false, ...more }]
  }
  // A court that lost its name returns all bonds at once.
  if (!isNamed) return due('lapse', { amount: opened + appealed, from: 0n })
  switch (state) {
    case 'evidence':
      return due('lapse', { amount: opened, from: until + drawSeconds })
    case 'drawing': {
      // After a verdict, this step returns only the bond of the appeal. The first verdict then pays the other bond.
      if (judged !== 0) return due('lapse', { amount: appealed > 0n ? appealed : opened, from: until, pays: appealed > 0n })
      const fee = trial.firstPanelId === 0 ? 0n : opened / feeParts
      return due('lapse', { amount: opened + appealed - fee, from: until })
    }
    case 'voting':
      return due('count', { amount: opened + appealed, from: until, isMost: true, pays: false })
    case 'decided': {
      const isForOpener = judged - 1 === forOpener
      if (!isOf(account, isForOpener ? trial.opener : loserOfOpener(trial))) return []
      const amount = trial.bond + trial.appealBond + (isForOpener ? trial.claim : 0n)
      return due('execute', { amount, from: round === firstRound ? until : 0n, isMost: true })
    }
    default:
      return assertNever(state)
  }
}

/** Returns the account that gets the bonds if the opener lost. */
function loserOfOpener({ opener, appellant, respondent }: OpenTrial): string {
  return BigInt(appellant) !== 0n && appellant.toLowerCase() !== opener.toLowerCase() ? appellant : respondent
}

/** Returns the pay of a juror whose vote agreed with the verdict, if it was not paid yet. The contract calculates the amount. */
async function jurorPay(access: ExitAccess, { contract, account, id }: CaseReading): Promise<CaseDue[]> {
  const call = { address: contract, abi: disputeCourtAbi, functionName: 'payJuror', args: [id, account] } as const
  const amount = await askRpc(access, () => simulateContract(access.client, { ...call, account })).then(
    ({ result }) => result,
    (error: unknown) => {
      if (revertDataOf(error) === null) throw error
      return 0n
    },
  )
  const data = encodeFunctionData({ abi: disputeCourtAbi, functionName: 'payJuror', args: [id, account] })
  return [{ act: 'jurorPay', asset: 'PToken', amount, from: 0n, data, isMost: false, pays: true, isDuty: false }]
}

async function isNamed(access: ExitAccess, court: Address): Promise<boolean> {
  const at = { address: court, abi: disputeCourtAbi } as const
  const directory = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'DIRECTORY' }))
  const kind = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'KIND' }))
  const named = await askRpc(access, () => readContract(access.client, { address: directory, abi: directoryAbi, functionName: 'get', args: [kind] }))
  return isOf(court, named)
}
