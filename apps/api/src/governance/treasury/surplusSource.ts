import { emissionAbi, pTokenAbi } from '@infinitio/chain'
import { zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs, readContract } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import type { Contracts } from '../contractsAt.ts'

/**
 * A change of the surplus that the DAO may spend, in base units of PToken. This surplus is the reserve, less the supply of PToken, less the amounts that are
 * promised to incentive programmes.
 */
export type SurplusChange = { readonly blockNumber: bigint; readonly change: bigint }

const transfer = pTokenAbi.find((item): item is Extract<(typeof pTokenAbi)[number], { type: 'event'; name: 'Transfer' }> => {
  return item.type === 'event' && item.name === 'Transfer'
})
const promises = emissionAbi.filter((item) => item.type === 'event')

/**
 * Reads the events that changed the surplus which the DAO may spend, from the DAO's first block on. The reserve comes from transfers of stablecoins, the supply
 * of PToken from mints and burns, and the promises to incentive programmes from their events. Throws viem's errors.
 */
export function surplusSource(
  client: Client,
  { addresses: { pToken }, governance: { emission, governor } }: Pick<Contracts, 'addresses' | 'governance'>,
): LogSource<SurplusChange> {
  return {
    key: `${pToken} ${emission}`,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      if (transfer === undefined) throw new Error('a token tells of transfers')
      const at = { address: pToken, abi: pTokenAbi } as const
      const [stable, scale] = await Promise.all([
        readContract(client, { ...at, functionName: 'STABLE' }),
        readContract(client, { ...at, functionName: 'SCALE' }),
      ])
      const moves = { event: transfer, strict: true as const, ...range }
      const [paidIn, paidOut, minted, burned, promised] = await Promise.all([
        getLogs(client, { ...moves, address: stable, args: { to: pToken } }),
        getLogs(client, { ...moves, address: stable, args: { from: pToken } }),
        getLogs(client, { ...moves, address: pToken, args: { from: zeroAddress } }),
        getLogs(client, { ...moves, address: pToken, args: { to: zeroAddress } }),
        getLogs(client, { address: emission, events: promises, strict: true, ...range }),
      ])
      const changes = (logs: typeof paidIn, times: bigint) =>
        logs.map(({ blockNumber, args: { value } }): SurplusChange => ({ blockNumber, change: value * times }))
      return [
        ...changes(paidIn, scale),
        ...changes(paidOut, -scale),
        ...changes(minted, -1n),
        ...changes(burned, 1n),
        ...promised.map((log): SurplusChange => ({ blockNumber: log.blockNumber, change: freed(log) })),
      ]
    },
  }
}

type Promised = { readonly eventName: string; readonly args: object }

/**
 * Returns by how much an event of `Emission` changes the part of the surplus that is not promised to incentive programmes. Positive if the event ends a
 * promise, negative if it adds one.
 */
function freed({ eventName, args }: Promised): bigint {
  switch (eventName) {
    case 'ProgrammeFunded':
    case 'ProgrammeRestored':
      return -(args as { amount: bigint }).amount
    case 'ProgrammeSpent':
      return (args as { amount: bigint }).amount
    case 'ProgrammeClosed':
      return (args as { released: bigint }).released
    default:
      return 0n
  }
}
