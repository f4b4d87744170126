import type { NamesOfNodes } from '@infinitio/db'
import type { BookCommand, BookEvent } from '@infinitio/matching'

/** What rows name: nodes of which anything may have changed, and nodes of which only hours were taken. */
export type NamedNodes = { readonly changed: NamesOfNodes | null; readonly busy: readonly string[] }

/** Collects what journal rows name of nodes, until it is taken. */
export type NamesCollector = {
  note(command: BookCommand, events: readonly BookEvent[]): void
  /** What was noted since the last call; null when nothing was. */
  take(): NamedNodes | null
}

/** The fields by which rows name a node: itself, its ask, a hold on it, a lease of it. What is no ask's hash names nothing. */
const fields = { node: 'nodes', askHash: 'orders', orderHash: 'orders', holdId: 'holds', leaseId: 'leases' } as const

/** What is said of a bid alone: it names a node, and changes nothing of it. */
const ofBidsAlone: ReadonlySet<(BookCommand | BookEvent)['kind']> = new Set(['PlaceBid', 'BidAccepted', 'BidRejected', 'BidRested'])

/**
 * Makes an empty collector. It looks at the fields of whatever kind of command or event, so that no kind can be forgotten; but for bids and their matches,
 * which are most of a busy journal: a match takes hours of its node and changes nothing else of it.
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
      // Elsewhere a provider is only who offers the one node that is named.
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
