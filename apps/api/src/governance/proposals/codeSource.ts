import { classCatalogAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import type { Contracts } from './describeCalls.ts'
import { marketStart } from '../firstBlock.ts'

/** A contract's code from this block on. */
export type CodeChange = { readonly blockNumber: bigint; readonly contract: Address; readonly code: Address }

const upgraded = classCatalogAbi.find((item): item is Extract<(typeof classCatalogAbi)[number], { type: 'event'; name: 'Upgraded' }> => {
  return item.type === 'event' && item.name === 'Upgraded'
})

/** Which code the contracts that a vote may upgrade had when, from the market's first block on. Throws viem's errors. */
export function codeSource(client: Client, { addresses }: Pick<Contracts, 'addresses'>): LogSource<CodeChange> {
  const { classCatalog, nodeRegistry } = addresses
  return {
    key: `${classCatalog} ${nodeRegistry}`,
    first: (head) => marketStart(client, addresses, head),
    async readRange(range) {
      if (upgraded === undefined) throw new Error('a proxy tells of upgrades')
      const logs = await getLogs(client, { address: [classCatalog, nodeRegistry], event: upgraded, strict: true, ...range })
      return logs.map(({ blockNumber, address: contract, args: { implementation } }) => {
        return { blockNumber, contract: lower(contract), code: lower(implementation) }
      })
    },
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
