import { type GovernanceAddresses, nameKey, panelsAbi } from '@infinitio/chain'
import type { Address } from '@infinitio/domain'
import type { GovernAccountWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { multicall } from 'viem/actions'

type Drawn = NonNullable<GovernAccountWire['drawn']>

/**
 * Returns whether an account is a candidate for selection as reviewer, auditor or juror, and its terms, at a block. Throws
 * viem's errors.
 */
export async function readMemberships(
  client: Client,
  { account, governance, blockNumber }: { account: Address; governance: GovernanceAddresses; blockNumber: bigint },
): Promise<Drawn> {
  const panels = { address: governance.panels, abi: panelsAbi } as const
  const [{ bond, fine }, held, mostTimes, reviewer, auditor, juror] = await multicall(client, {
    ...{ deployless: true, allowFailure: false, blockNumber },
    contracts: [
      { ...panels, functionName: 'limits' },
      { ...panels, functionName: 'HELD_SECONDS' },
      { ...panels, functionName: 'MOST_WEIGHT_TIMES' },
      { ...panels, functionName: 'memberOf', args: [nameKey('Bounties'), account] },
      { ...panels, functionName: 'memberOf', args: [nameKey('CarbonRegistry'), account] },
      { ...panels, functionName: 'memberOf', args: [nameKey('DisputeCourt'), account] },
    ],
  })
  const of = (list: Drawn['lists'][number]['list'], member: typeof reviewer): Drawn['lists'][number] => ({
    ...{ list, state: member.leftAt !== 0 ? 'left' : member.bond !== 0n ? 'in' : 'out', bond: member.bond.toString() },
    ...{ openPanels: member.openPanels, bondFrom: member.leftAt === 0 ? null : member.leftAt + Number(held) },
  })
  return {
    ...{ bond: bond.toString(), mostBond: (bond * mostTimes).toString(), fine: fine.toString() },
    lists: [of('Bounties', reviewer), of('CarbonRegistry', auditor), of('DisputeCourt', juror)],
  }
}
