import { emissionAbi, pTokenAbi } from '@infinitio/chain'
import { zeroAddress } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs, readContract } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import type { Contracts } from '../contractsAt.ts'

/** By how much the surplus that no programme was promised changed, in base units of PToken. */
export type SurplusChange = { readonly blockNumber: bigint; readonly change: bigint }

const transfer = pTokenAbi.find((item): item is Extract<(typeof pTokenAbi)[number], { type: 'event'; name: 'Transfer' }> => {
  return item.type === 'event' && item.name === 'Transfer'
})
const promises = emissionAbi.filter((item) => item.type === 'event')

/**
 * What changed the free surplus, from the DAO's first block on: its reserve by transfers of the stablecoin, what of it is owed by mints and burns, what programmes were promised by their
 * events. Throws viem's errors.
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

/** What an event of `Emission` takes from its promises to programmes; negative for what it adds. */
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
