import type { HostingEvent } from '@infinitio/chain'
import { type Address, hostingDays } from '@infinitio/domain'
import { type HostingShare, type HostingTree, hostingTree, readShares } from '@infinitio/economy'

/** A programme with the money that moved. Amounts are PToken base units; `returned` is null before the sponsor got back the rest. */
export type BookedProgramme = {
  readonly programme: bigint
  readonly sponsor: Address
  readonly model: string
  readonly perDay: bigint
  readonly firstDay: bigint
  readonly lastDay: bigint
  assigned: bigint
  claimed: bigint
  returned: bigint | null
}

/** A published day. `tree` calculates the Merkle tree, and keeps it. */
export type BookedDay = { readonly day: bigint; readonly shares: readonly HostingShare[]; readonly tree: () => HostingTree }

/** All hosting programmes and published days, from the events of the pool. Days are in the sequence in which they were published. */
export type HostingBook = {
  readonly programmes: ReadonlyMap<bigint, BookedProgramme>
  readonly days: readonly BookedDay[]
  readonly isClaimed: (share: HostingShare, day: bigint) => boolean
  readonly isAssigned: (programme: bigint, day: bigint) => boolean
}

/**
 * Calculates the book from the events of the pool, in the chain's sequence. The contract publishes only the shares of a day. The Merkle tree of the day also
 * has a leaf for each programme that runs on this day, and the events show which programmes do. So everybody calculates the same tree and the same Merkle
 * proofs.
 */
export function hostingBook(events: readonly HostingEvent[]): HostingBook {
  const programmes = new Map<bigint, BookedProgramme>()
  const days: BookedDay[] = []
  const [claimed, assigned] = [new Set<string>(), new Set<string>()]
  for (const event of events) {
    if (event.name === 'sponsored') programmes.set(event.programme, bookedOf(event))
    else if (event.name === 'published') days.push(dayOf(event, programmes))
    else {
      const booked = programmes.get(event.programme)
      if (booked === undefined) continue
      if (event.name === 'returned') booked.returned = event.amount
      else if (event.name === 'assigned') assigned.add(`${event.programme} ${event.day}`)
      else {
        claimed.add(`${event.programme} ${event.day} ${event.account}`)
        booked.claimed += event.amount
      }
    }
  }
  return {
    ...{ programmes, days },
    isClaimed: ({ programme, account }, day) => claimed.has(`${programme} ${day} ${account}`),
    isAssigned: (programme, day) => assigned.has(`${programme} ${day}`),
  }
}

function bookedOf({ programme, sponsor, model, perDay, firstDay }: Extract<HostingEvent, { name: 'sponsored' }>): BookedProgramme {
  const lastDay = firstDay + BigInt(hostingDays) - 1n
  return { programme, sponsor, model, perDay, firstDay, lastDay, assigned: 0n, claimed: 0n, returned: null }
}

function dayOf({ day, shares: packed }: Extract<HostingEvent, { name: 'published' }>, programmes: ReadonlyMap<bigint, BookedProgramme>): BookedDay {
  const shares = readShares(packed)
  for (const { programme, amount } of shares) {
    const booked = programmes.get(programme)
    if (booked !== undefined) booked.assigned += amount
  }
  const ofDay = [...programmes.values()].filter(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay).map(({ programme }) => programme)
  let tree: HostingTree | null = null
  return {
    ...{ day, shares },
    tree() {
      tree ??= hostingTree({ day, programmes: ofDay, shares })
      if (tree === null) throw new Error(`day ${day} of the hosting pool has no programme`)
      return tree
    },
  }
}
