import { type Address, address, type ServiceId, serviceId } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { multicall, readContract } from 'viem/actions'
import { findingsAbi } from '../generated/findingsAbi.ts'
import { panelsAbi } from '../generated/panelsAbi.ts'

/** The acts of which an AI service can be accused; the index of an act is its number in the contract. */
export const serviceActs = ['claimAboveReceipt', 'twoReceipts'] as const
/** One of `serviceActs`. */
export type ServiceAct = (typeof serviceActs)[number]

const findingStates = ['unknown', 'open', 'guilty', 'innocent', 'undecided'] as const

/** A finding (an accusation against an AI service, which a panel judges) as the contract stores it. Amounts are base units of PToken, times Unix seconds. */
export type StoredFinding = {
  readonly id: bigint
  readonly state: Exclude<(typeof findingStates)[number], 'unknown'>
  readonly act: ServiceAct
  readonly service: ServiceId
  readonly accuser: Address
  /** The payer that the service is said to have harmed. */
  readonly victim: Address
  readonly loss: bigint
  readonly guilty: number
  readonly innocent: number
  readonly panelId: bigint
  /** The members of the panel; empty before the panel was selected. */
  readonly members: readonly Address[]
  /** The time until which the members of the panel may answer; null before the panel was selected. */
  readonly answerUntil: number | null
  /** The time from which anyone may end the finding (the accusation) if no panel of judges was selected. */
  readonly lapsesAt: number
  /** True if no member of the panel may answer any longer. */
  readonly panelOver: boolean
}

type Reading = { readonly findings: Address; readonly blockNumber?: bigint }

/** Reads a finding (an accusation against an AI service) with its panel, or returns null if it does not exist. Throws viem's errors. */
export async function readFinding(client: Client, { id, ...reading }: Reading & { readonly id: bigint }): Promise<StoredFinding | null> {
  const [found] = await readFindingList(client, { ...reading, ids: [id] })
  return found ?? null
}

/**
 * Reads findings (accusations against AI services) with their panels (the judges). Leaves out each of `ids` that no finding has. With `blockNumber`, reads the
 * state at that block. Throws viem's errors.
 */
export async function readFindingList(
  client: Client,
  { findings, ids, blockNumber }: Reading & { readonly ids: readonly bigint[] },
): Promise<StoredFinding[]> {
  if (ids.length === 0) return []
  const at = { address: findings, abi: findingsAbi } as const
  const block = blockNumber === undefined ? {} : { blockNumber }
  const how = { deployless: true, allowFailure: false, ...block } as const
  const panels = await readContract(client, { ...at, functionName: 'PANELS', ...block })
  const read = await multicall(client, { ...how, contracts: ids.map((id) => ({ ...at, functionName: 'findingOf', args: [id] }) as const) })
  const found = read as readonly ContractFunctionReturnType<typeof findingsAbi, 'view', 'findingOf'>[]
  const known = found.flatMap((one, place) => {
    const [id, state, act] = [ids[place], findingStates[one.state], serviceActs[one.act]]
    return id === undefined || state === undefined || state === 'unknown' || act === undefined ? [] : [{ ...one, id, state, act }]
  })
  const ofPanels = known.map(({ panelId }) => ({ address: panels, abi: panelsAbi, args: [BigInt(panelId)] }) as const)
  const [members, times, over] = await Promise.all([
    multicall(client, { ...how, contracts: ofPanels.map((of) => ({ ...of, functionName: 'membersOf' }) as const) }),
    multicall(client, { ...how, contracts: ofPanels.map((of) => ({ ...of, functionName: 'panelOf' }) as const) }),
    multicall(client, { ...how, contracts: ofPanels.map((of) => ({ ...of, functionName: 'isOver' }) as const) }),
  ])
  return known.map(({ id, state, act, panelId, service, loss, accuser, victim, guilty, innocent, lapsesAt }, place) => {
    const answerUntil = times[place]?.answerUntil ?? 0
    return {
      ...{ id, state, act, service: serviceId(service.toLowerCase()), loss },
      ...{ accuser: lower(accuser), victim: lower(victim), guilty, innocent, panelId: BigInt(panelId), lapsesAt },
      members: (members[place] ?? []).map(lower),
      ...{ answerUntil: answerUntil === 0 ? null : answerUntil, panelOver: over[place] ?? false },
    }
  })
}

/**
 * A step of a finding (an accusation): to select its panel of judges (`draw`), to answer, to decide from the answers, or to end it without a panel (`lapse`).
 * Only members of the panel may answer; anyone may take the other steps.
 */
export type FindingStep = 'draw' | 'answer' | 'decide' | 'lapse'

/** Returns the next step of a finding (an accusation) at a time in Unix seconds, or null after its end. */
export function findingStep({ state, panelOver, answerUntil, lapsesAt }: StoredFinding, now: number): FindingStep | null {
  if (state !== 'open') return null
  if (answerUntil === null) return now < lapsesAt ? 'draw' : 'lapse'
  return panelOver || now >= answerUntil ? 'decide' : 'answer'
}

/** Reads the number of findings (accusations against AI services), which are numbered from 1. Throws viem's errors. */
export async function readFindingCount(client: Client, findings: Address, blockNumber?: bigint): Promise<bigint> {
  const block = blockNumber === undefined ? {} : { blockNumber }
  return await readContract(client, { address: findings, abi: findingsAbi, functionName: 'findingCount', ...block })
}

const lower = (account: string): Address => address(account.toLowerCase())
