import type { NamesOfNodes } from '@infinitio/db'
import type { BookCommand, BookEvent } from '@infinitio/matching'

/**
 * The nodes that some journal rows concern. `changed` has the ids (of nodes, orders, holds and leases) from which all changed nodes can be found. `busy` has
 * the nodes that got a match, so only their booked hours changed.
 */
export type NamedNodes = { readonly changed: NamesOfNodes | null; readonly busy: readonly string[] }

/** Collects the nodes whose ids are in journal rows. */
export type NamesCollector = {
  note(command: BookCommand, events: readonly BookEvent[]): void
  /** Returns the nodes that were named since the last call, or null if there are none. */
  take(): NamedNodes | null
}

/**
 * The fields of journal rows that lead to the affected node: its id, the hash of its ask, a hold on it, or its lease. The order hash of a bid leads to no node.
 */
const fields = { node: 'nodes', askHash: 'orders', orderHash: 'orders', holdId: 'holds', leaseId: 'leases' } as const

/** Kinds of rows that only concern bids. Such a row may name a node, but it changes nothing about the node. */
const ofBidsAlone: ReadonlySet<(BookCommand | BookEvent)['kind']> = new Set(['PlaceBid', 'BidAccepted', 'BidRejected', 'BidRested'])

/**
 * Creates an empty collector. It looks for the fields above in every kind of command and event, so that no kind is forgotten. Bids and matches are exceptions,
 * because they are most of the rows and change less: a match only books hours of its node.
 */
export function createNamesOfNodes(): NamesCollector {
  let names = noNames()
  let busy = new Set<string>()
  let count = 0

  function visit(value: unknown): void {
    if (typeof value !== 'object' || value === null) return
    for (const [field, inner] of Object.entries(value)) {
      if (typeof inner === 'object') {
        visit(inner)
        continue
      }
      if (!Object.hasOwn(fields, field) || inner === undefined) continue
      names[fields[field as keyof typeof fields]].add(String(inner))
      count += 1
    }
  }

  return {
    note(command, events) {
      const told = command.kind === 'Dropped' ? command.of : command
      // These two events change all nodes of a provider. In every other event, `provider` is only the owner of a node that the event also names.
      if (told.kind === 'ProviderListed' || told.kind === 'ProviderDelisted') {
        names.providers.add(told.provider)
        count += 1
      }
      if (!ofBidsAlone.has(command.kind)) visit(command)
      for (const event of events) {
        if (event.kind === 'Matched') busy.add(event.node)
        else if (!ofBidsAlone.has(event.kind)) visit(event)
      }
    },
    take() {
      if (count === 0 && busy.size === 0) return null
      const taken = { changed: count === 0 ? null : listed(names), busy: [...busy] }
      names = noNames()
      busy = new Set()
      count = 0
      return taken
    },
  }
}

type Names = Record<keyof NamesOfNodes, Set<string>>

function listed({ nodes, providers, orders, holds, leases }: Names): NamesOfNodes {
  return { nodes: [...nodes], providers: [...providers], orders: [...orders], holds: [...holds], leases: [...leases].map(BigInt) }
}

function noNames(): Names {
  return { nodes: new Set(), providers: new Set(), orders: new Set(), holds: new Set(), leases: new Set() }
}
