import { carbonRegistryAbi, findingsAbi, incubatorAbi } from '@infinitio/chain'
import { address, assertNever } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { readContract, simulateContract } from 'viem/actions'
import { askRpc } from '../../chain/askRpc.ts'
import type { ExitAccess } from '../../chain/exitAccess.ts'
import { type CaseDue, type CaseReading, isAllowed, isOf, readPanelStage } from './caseDue.ts'
import type { CaseContract } from './exitDue.ts'
import { readDispute } from './readDispute.ts'

/** States of the contracts: an open finding, a carbon proof in its audit and an accepted one, a project that reached its end, and one that ended without. */
const openFinding = 1
const [carbonAudit, carbonAccepted] = [1, 2]
const [doneProject, endedProject] = [3, 4]

/**
 * Reads what one case can pay to an account: a finding, a dispute, a carbon proof or a project. Pays nothing that the case does not owe, and ends no case
 * before its time. Throws `chain.rpc_silent`.
 */
export async function readCase(access: ExitAccess, name: CaseContract, reading: CaseReading): Promise<CaseDue[]> {
  switch (name) {
    case 'Findings':
      return await readFinding(access, reading)
    case 'DisputeCourt':
      return await readDispute(access, reading)
    case 'CarbonRegistry':
      return await readCarbon(access, reading)
    case 'Incubator':
      return await readSponsorship(access, reading)
    default:
      return assertNever(name)
  }
}

/** Returns the bond of an accuser, less the pay of the members who answered. */
async function readFinding(access: ExitAccess, { contract, account, id }: CaseReading): Promise<CaseDue[]> {
  const at = { address: contract, abi: findingsAbi } as const
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const finding = await ask(() => readContract(access.client, { ...at, functionName: 'findingOf', args: [id] }))
  if (finding.state !== openFinding || !isOf(account, finding.accuser)) return []
  const [bond, pay, parts, grant, panels] = await Promise.all([
    ask(() => readContract(access.client, { ...at, functionName: 'BOND' })),
    ask(() => readContract(access.client, { ...at, functionName: 'MEMBER_PAY' })),
    ask(() => readContract(access.client, { ...at, functionName: 'FEE_PARTS' })),
    ask(() => readContract(access.client, { ...at, functionName: 'grant' })),
    ask(() => readContract(access.client, { ...at, functionName: 'PANELS' })),
  ])
  const paid = BigInt(finding.guilty + finding.innocent) * pay
  const { answerUntil, isOver, size } = await readPanelStage(access, address(panels.toLowerCase()), BigInt(finding.panelId))
  const due = (functionName: 'decide' | 'lapse', more: Pick<CaseDue, 'amount' | 'from' | 'isMost'>): CaseDue[] => {
    const data = encodeFunctionData({ abi: findingsAbi, functionName, args: [id] })
    return [{ act: 'finding', asset: 'PToken', data, pays: true, isDuty: false, ...more }]
  }
  if (answerUntil === 0n) return due('lapse', { amount: bond, from: BigInt(finding.lapsesAt), isMost: false })
  const isMost = (answers: number) => answers > Math.floor(size / 2)
  if (!isOver) return due('decide', { amount: bond - paid + (grant < paid ? grant : paid), from: answerUntil, isMost: true })
  if (isMost(finding.guilty)) return due('decide', { amount: bond - paid + (grant < paid ? grant : paid), from: 0n, isMost: true })
  if (isMost(finding.innocent)) return []
  return due('decide', { amount: bond - paid - bond / parts, from: 0n, isMost: false })
}

/** Returns the bond of a carbon proof and the pay that its auditors have not earned. */
async function readCarbon(access: ExitAccess, { contract, account, id }: CaseReading): Promise<CaseDue[]> {
  const at = { address: contract, abi: carbonRegistryAbi } as const
  const ask = <Answer>(read: () => Promise<Answer>) => askRpc(access, read)
  const record = await ask(() => readContract(access.client, { ...at, functionName: 'recordOf', args: [id] }))
  if (!isOf(account, record.provider)) return []
  const due = (functionName: 'settle' | 'lapse' | 'release', more: Pick<CaseDue, 'amount' | 'from' | 'isMost'>): CaseDue[] => {
    const data = encodeFunctionData({ abi: carbonRegistryAbi, functionName, args: [id] })
    return [{ act: 'carbon', asset: 'G', data, pays: true, isDuty: false, ...more }]
  }
  if (record.state === carbonAccepted) {
    const wait = await ask(() => readContract(access.client, { ...at, functionName: 'RELEASE_SECONDS' }))
    return due('release', { amount: record.bond, from: BigInt(record.until) + wait, isMost: false })
  }
  if (record.state !== carbonAudit) return []
  const panels = await ask(() => readContract(access.client, { ...at, functionName: 'PANELS' }))
  const { answerUntil, isOver } = await readPanelStage(access, address(panels.toLowerCase()), record.panelId)
  const amount = record.bond + record.pot
  if (answerUntil === 0n) return due('lapse', { amount, from: BigInt(record.lapsesAt), isMost: false })
  // Accepted proofs get only the rest of the pay now and the bond later. Rejected ones lose a part of the bond.
  return due('settle', { amount, from: isOver ? 0n : answerUntil, isMost: true })
}

/**
 * Returns a sponsor's share of a project: the amount to get back after an end without success, or otherwise, as a duty, the part that the contract still holds.
 * A sponsor can leave a running project only in the days after an approval for which it did not vote.
 */
async function readSponsorship(access: ExitAccess, { contract, account, id }: CaseReading): Promise<CaseDue[]> {
  const at = { address: contract, abi: incubatorAbi } as const
  const { locked } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'sponsorshipOf', args: [id, account] }))
  const [state] = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'stateOf', args: [id] }))
  if (locked === 0n || state === doneProject) return []
  const due = { asset: 'G', from: 0n, isMost: false, pays: true } as const
  if (state === endedProject) {
    const call = { abi: incubatorAbi, functionName: 'repay', args: [id, account] } as const
    const { result } = await askRpc(access, () => simulateContract(access.client, { ...call, address: contract, account }))
    return [{ ...due, act: 'sponsorship', amount: result, data: encodeFunctionData(call), isDuty: false }]
  }
  const project = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'projectOf', args: [id] }))
  const quit = { abi: incubatorAbi, functionName: 'quit', args: [id] } as const
  const canQuit = await isAllowed(() => askRpc(access, () => simulateContract(access.client, { ...quit, address: contract, account })))
  const amount = (project.held * locked) / project.locked
  return [{ ...due, act: 'sponsoring', amount, data: canQuit ? encodeFunctionData(quit) : null, isDuty: true }]
}
