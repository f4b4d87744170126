import { type GovernanceAddresses, gTokenAbi, vestingAbi } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { VestingWire } from '@infinitio/domain/wire'
import { type Client, type Hex, hexToString } from 'viem'
import { multicall, readContract } from 'viem/actions'
import type { AtBlock } from './readDao.ts'

type GrantOfChain = {
  readonly beneficiary: string
  readonly label: Hex
  readonly amount: bigint
  readonly released: bigint
  readonly startAt: number
  readonly cliffAt: number
  readonly endAt: number
}

/** The most grants that are displayed. */
const mostGrants = 200n

/** Returns the token grants of genesis at a block. Throws viem's errors. */
export async function readVesting(
  client: Client,
  { vesting, gToken }: GovernanceAddresses,
  { blockNumber, blockTimestamp }: AtBlock,
): Promise<Omit<VestingWire, 'blockNumber' | 'blockTimestamp'>> {
  const at = { address: vesting, abi: vestingAbi } as const
  const [count, genesis] = await Promise.all([
    readContract(client, { ...at, functionName: 'grantCount', blockNumber }),
    readContract(client, { address: gToken, abi: gTokenAbi, functionName: 'GENESIS_SUPPLY', blockNumber }),
  ])
  const ids = Array.from({ length: Number(count < mostGrants ? count : mostGrants) }, (_, id) => BigInt(id))
  const [grants, vested] = (await Promise.all([
    multicall(client, {
      deployless: true,
      allowFailure: false,
      blockNumber,
      contracts: ids.map((id) => ({ ...at, functionName: 'grantOf' as const, args: [id] as const })),
    }),
    multicall(client, {
      deployless: true,
      allowFailure: false,
      blockNumber,
      contracts: ids.map((id) => ({ ...at, functionName: 'vestedAt' as const, args: [id, blockTimestamp] as const })),
    }),
  ])) as [readonly GrantOfChain[], readonly bigint[]]
  const granted = grants.reduce((sum, { amount }) => sum + amount, 0n)
  return {
    genesis: genesis.toString(),
    atOnce: (genesis - granted).toString(),
    items: grants.map(({ beneficiary, label, amount, released, startAt, cliffAt, endAt }, id) => {
      const now = vested[id] ?? 0n
      const amounts = { amount, vested: now, released, releasable: now - released }
      return {
        ...{ id, label: hexToString(label, { size: 32 }), beneficiary: address(beneficiary.toLowerCase()), startAt, cliffAt, endAt },
        ...(Object.fromEntries(Object.entries(amounts).map(([key, value]) => [key, value.toString()])) as Record<keyof typeof amounts, string>),
      }
    }),
  }
}
