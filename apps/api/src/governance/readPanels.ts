import { panelsAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { multicall } from 'viem/actions'

/**
 * The state of a panel, which is a group of randomly selected reviewers or auditors. `answerUntil` is in Unix seconds, and null until the members are selected.
 * `hasSeed` is true if the random seed for the selection exists; then anyone can send the transaction that selects the members.
 */
export type PanelStanding = {
  readonly id: bigint
  readonly size: number
  readonly members: readonly Address[]
  readonly answerUntil: number | null
  readonly isOver: boolean
  readonly hasSeed: boolean
}

type Asked = ContractFunctionReturnType<typeof panelsAbi, 'view', 'panelOf'>

/** Returns the state of panels (randomly selected reviewers or auditors) at a block, by number. Throws viem's errors. */
export async function readPanels(
  client: Client,
  { panels, ids, blockNumber }: { panels: Address; ids: readonly bigint[]; blockNumber: bigint },
): Promise<ReadonlyMap<bigint, PanelStanding>> {
  if (ids.length === 0) return new Map()
  const every = { deployless: true, allowFailure: false, blockNumber } as const
  const at = { address: panels, abi: panelsAbi } as const
  const [asked, members, over, seeds] = (await Promise.all(
    (['panelOf', 'membersOf', 'isOver', 'seedFor'] as const).map((functionName) =>
      multicall(client, { ...every, contracts: ids.map((id) => ({ ...at, functionName, args: [id] as const })) }),
    ),
  )) as unknown as [readonly Asked[], readonly (readonly string[])[], readonly boolean[], readonly (readonly [bigint, string])[]]
  return new Map(
    ids.map((id, place) => [
      id,
      {
        ...{ id, size: asked[place]?.size ?? 0, members: (members[place] ?? []).map((member) => address(member.toLowerCase())) },
        answerUntil: (asked[place]?.answerUntil ?? 0) === 0 ? null : (asked[place]?.answerUntil ?? null),
        ...{ isOver: over[place] === true, hasSeed: BigInt(seeds[place]?.[1] ?? 0) !== 0n },
      },
    ]),
  )
}
