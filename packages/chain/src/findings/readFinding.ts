import { type Address, address, type Hex32, hex32, type ServiceId, serviceId } from '@infinitio/domain'
import type { Client } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { findingsAbi } from '../generated/findingsAbi.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'

/** The acts of which an AI service can be accused; the index of an act is its number in the contract. */
export const serviceActs = ['claimAboveReceipt', 'twoReceipts'] as const
/** One of `serviceActs`. */
export type ServiceAct = (typeof serviceActs)[number]

const findingStates = ['unknown', 'open', 'guilty', 'innocent', 'undecided'] as const

/** A finding, as the contract stores it: an accusation against an AI service, which a panel judges. Amounts are base units of PToken, times Unix seconds. */
export type StoredFinding = {
  readonly id: bigint
  readonly state: Exclude<(typeof findingStates)[number], 'unknown'>
  readonly act: ServiceAct
  readonly service: ServiceId
  readonly accuser: Address
  /** The payer that the service is said to have harmed. */
  readonly victim: Address
  readonly loss: bigint
  /** Keccak-256 of the list of SHA-256 hashes of the evidence. */
  readonly evidence: Hex32
  readonly guilty: number
  readonly innocent: number
  readonly panelId: bigint
  /** The members of the panel; empty before the panel was selected. */
  readonly members: readonly Address[]
  /** The time until which the members of the panel may answer; null before the panel was selected. */
  readonly answerUntil: number | null
  /** The time from which anyone may end the finding if no panel was selected. */
  readonly lapsesAt: number
  /** True if no member of the panel may answer any longer. */
  readonly panelOver: boolean
}

/** Reads a finding (an accusation against an AI service) with its panel, or returns null if it does not exist. Throws viem's errors. */
export async function readFinding(client: Client, { findings, id }: { findings: Address; id: bigint }): Promise<StoredFinding | null> {
  const at = { address: findings, abi: findingsAbi } as const
  const [found, panels] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    contracts: [
      { ...at, functionName: 'findingOf', args: [id] },
      { ...at, functionName: 'PANELS' },
    ],
  })
  const state = findingStates[found.state]
  const act = serviceActs[found.act]
  if (state === undefined || state === 'unknown' || act === undefined) return null
  const panelId = BigInt(found.panelId)
  const ofPanel = { address: panels, abi: panelsAbi, args: [panelId] } as const
  const [members, { answerUntil }, panelOver] = await multicall(client, {
    deployless: true,
    allowFailure: false,
    contracts: [
      { ...ofPanel, functionName: 'membersOf' },
      { ...ofPanel, functionName: 'panelOf' },
      { ...ofPanel, functionName: 'isOver' },
    ],
  })
  return {
    ...{ id, state, act, service: serviceId(found.service.toLowerCase()), loss: found.loss, evidence: hex32(found.evidence) },
    ...{ accuser: lower(found.accuser), victim: lower(found.victim), guilty: found.guilty, innocent: found.innocent },
    ...{ panelId, members: members.map(lower), answerUntil: answerUntil === 0 ? null : answerUntil, lapsesAt: found.lapsesAt, panelOver },
  }
}

/** Reads the number of findings (accusations against AI services), which are numbered from 1. Throws viem's errors. */
export async function readFindingCount(client: Client, findings: Address): Promise<bigint> {
  return await readContract(client, { address: findings, abi: findingsAbi, functionName: 'findingCount' })
}

const lower = (account: string): Address => address(account.toLowerCase())
