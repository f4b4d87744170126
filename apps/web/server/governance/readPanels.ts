import { panelsAbi, randomBeaconAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { Client, ContractFunctionReturnType } from 'viem'
import { multicall } from 'viem/actions'

/** Where a panel stands: `answerUntil` is null until it is drawn, which takes a seed. */
export type PanelStanding = {
  readonly id: bigint
  readonly size: number
  readonly members: readonly Address[]
  readonly answerUntil: number | null
  readonly isOver: boolean
  readonly hasSeed: boolean
}

type Asked = ContractFunctionReturnType<typeof panelsAbi, 'view', 'panelOf'>

/** Where panels stand at a block, by number, in two rounds of questions. Throws viem's errors. */
export async function readPanels(
  client: Client,
  { panels, beacon, ids, blockNumber }: { panels: Address; beacon: Address; ids: readonly bigint[]; blockNumber: bigint },
): Promise<ReadonlyMap<bigint, PanelStanding>> {
  if (ids.length === 0) return new Map()
  const every = { deployless: true, allowFailure: false, blockNumber } as const
  const at = { address: panels, abi: panelsAbi } as const
  const [asked, members, over] = (await Promise.all(
    (['panelOf', 'membersOf', 'isOver'] as const).map((functionName) =>
      multicall(client, { ...every, contracts: ids.map((id) => ({ ...at, functionName, args: [id] as const })) }),
    ),
  )) as unknown as [readonly Asked[], readonly (readonly string[])[], readonly boolean[]]
  const rounds = asked.map(({ round }) => ({ address: beacon, abi: randomBeaconAbi, functionName: 'firstSeedFrom', args: [round] }) as const)
  const seeds = (await multicall(client, { ...every, contracts: rounds })) as readonly (readonly [bigint, string])[]
  return new Map(
    ids.map((id, place) => [
      id,
      {
        ...{ id, size: asked[place]?.size ?? 0, members: (members[place] ?? []).map((member) => address(member.toLowerCase())) },
        answerUntil: (asked[place]?.answerUntil ?? 0) === 0 ? null : (asked[place]?.answerUntil ?? null),
        ...{ isOver: over[place] === true, hasSeed: (seeds[place]?.[0] ?? 0n) !== 0n },
      },
    ]),
  )
}
