import { stakedGTokenAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import type { Client } from 'viem'
import { getLogs } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import type { Contracts } from '../proposals/describeCalls.ts'
import { firstBlock } from '../firstBlock.ts'

/** What the stake tells of delegation: whom an account chose, and what votes an account has then. */
export type DelegateLog =
  | { readonly kind: 'chosen'; readonly delegator: Address; readonly to: Address }
  | { readonly kind: 'votes'; readonly delegate: Address; readonly votes: bigint }

const events = stakedGTokenAbi.filter((item) => item.type === 'event' && (item.name === 'DelegateChanged' || item.name === 'DelegateVotesChanged'))

/** The stake's events of delegation, from the DAO's first block on. Throws viem's errors. */
export function delegateSource(client: Client, { governance: { stakedGToken, governor } }: Pick<Contracts, 'governance'>): LogSource<DelegateLog> {
  return {
    key: stakedGToken,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: stakedGToken, events, strict: true, ...range })
      return logs.flatMap((log): DelegateLog[] => {
        if (log.eventName === 'DelegateChanged') return [{ kind: 'chosen', delegator: lower(log.args.delegator), to: lower(log.args.toDelegate) }]
        if (log.eventName === 'DelegateVotesChanged') return [{ kind: 'votes', delegate: lower(log.args.delegate), votes: log.args.newVotes }]
        return []
      })
    },
  }
}

function lower(value: string): Address {
  return address(value.toLowerCase())
}
