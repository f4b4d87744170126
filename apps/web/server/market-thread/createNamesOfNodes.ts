import type { NamesOfNodes } from '@infinitio/db'
import type { BookCommand, BookEvent } from '@infinitio/matching'

/** Collects what journal rows name of nodes, until it is taken. */
export type NamesCollector = {
  note(command: BookCommand, events: readonly BookEvent[]): void
  /** What was noted since the last call; null when nothing was. */
  take(): NamesOfNodes | null
}

/** The fields by which rows name a node: itself, its ask, a hold on it, a lease of it. What is no ask's hash names nothing. */
const fields = { node: 'nodes', askHash: 'orders', orderHash: 'orders', holdId: 'holds', leaseId: 'leases' } as const

/** Makes an empty collector. It looks at the fields of whatever kind of command or event, so that no kind can be forgotten. */
export function createNamesOfNodes(): NamesCollector {
  let names = noNames()
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
      visit(command)
      visit(events)
    },
    take() {
      if (count === 0) return null
      const { nodes, providers, orders, holds, leases } = names
      names = noNames()
      count = 0
      return { nodes: [...nodes], providers: [...providers], orders: [...orders], holds: [...holds], leases: [...leases].map(BigInt) }
    },
  }
}

function noNames(): Record<keyof NamesOfNodes, Set<string>> {
  return { nodes: new Set(), providers: new Set(), orders: new Set(), holds: new Set(), leases: new Set() }
}
