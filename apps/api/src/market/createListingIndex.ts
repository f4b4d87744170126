import { createDigestSum } from './rows/createDigestSum.ts'
import { createListingRows } from './rows/createListingRows.ts'
import { isTaken, type ListingColumns, writeSteps } from './rows/listingColumns.ts'
import type { ListingGroup } from './rows/listingGroups.ts'
import type { MarketCatalogue, MarketNode } from './machines/marketNode.ts'
import type { PlaceCells } from './search/placeCells.ts'
import type { SharedTexts } from './rows/sharedTexts.ts'
import type { SlotBlock } from './rows/slotBlocks.ts'

/**
 * All nodes of the market in memory. Each node has a slot, which is the number of its row in several arrays of numbers (the columns). Searches read only the
 * columns; pages read the full node.
 */
export type ListingIndex = {
  /** Adds a node, or replaces the node with the same id. */
  put(node: MarketNode): void
  /** Removes a node. Does nothing if it is not in the index. */
  remove(nodeId: string): void
  /** Sets the catalogue. Nodes of a renamed class or region get the new name. */
  setCatalogue(catalogue: MarketCatalogue): void
  /**
   * Sets the fee of the market in basis points. The contract refuses a lease whose ask allows only a lower fee, so no search finds such an ask until its
   * provider has signed it again. An ask that a higher fee has hidden returns when its node is put again after the fee has fallen.
   */
  setFee(feeBps: number): void
  /** Returns the fee that was set last, in basis points; 0 before that. */
  feeBps(): number
  /** Sets the Unix hour that is now current. The columns about free GPUs count hours from this one on. */
  turnTo(hour: number): void
  node(nodeId: string): MarketNode | null
  /** Returns the node in a slot (a row of the index). The slot must be in use. */
  nodeAt(slot: number): MarketNode
  /** Returns all nodes of a provider. */
  ofProvider(provider: string): MarketNode[]
  /** Returns when the first of a provider's present nodes was registered, in Unix seconds; null for a provider without nodes. */
  sinceOf(provider: string): number | null
  /** Returns the ids of all nodes. */
  ids(): Iterable<string>
  /**
   * Returns the blocks of slots that are in use. A block is a range of slots in which all nodes have the same class, region and other values of `ListingGroup`,
   * so a search can skip it as a whole.
   */
  blocks(): readonly SlotBlock[]
  columns(): ListingColumns
  /**
   * Returns the texts about nodes in which a search looks for words. Nodes with equal texts share one. The names of the nodes are not in it, because columns
   * store them.
   */
  texts(): Pick<SharedTexts, 'text' | 'size'>
  /** Returns the map cells (areas of the map) of the locations that providers stated for their nodes. */
  cells(): Pick<PlaceCells, 'cell' | 'size'>
  /** Returns the groups by number. All nodes of a group have the same class, region and other values of `ListingGroup`. */
  groups(): readonly ListingGroup[]
  catalogue(): MarketCatalogue
  size(): number
  hour(): number
  /**
   * Returns a version that changes with the current hour, and when one of these changes for a node: ask, state, names, the provider's bond, numbers of leases,
   * booked hours. The version does not depend on the order in which nodes were added.
   */
  version(): string
}

const noCatalogue: MarketCatalogue = { classes: [], regions: [] }

/** Creates an empty index of nodes. */
export function createListingIndex({ hour: firstHour }: { hour: number }): ListingIndex {
  let hour = firstHour
  let feeBps = 0
  let catalogue = noCatalogue
  const rows = createListingRows()
  const providers = nodesByProvider()
  const digests = createDigestSum()

  function remove(nodeId: string): void {
    const known = rows.node(nodeId)
    if (known === null) return
    providers.drop(known)
    digests.subtract(known)
    rows.remove(nodeId)
  }

  function put(node: MarketNode): void {
    const known = rows.node(node.node)
    if (known !== null) digests.subtract(known)
    const isSame = known !== null && known.provider === node.provider && known.registeredAt === node.registeredAt
    if (known !== null && !isSame) providers.drop(known)
    if (!isSame) providers.put(node)
    digests.add(node)
    rows.put(node, { hour })
  }

  return {
    put,
    remove,
    setCatalogue(next) {
      if (textOf(catalogue) === textOf(next)) return
      catalogue = next
      for (const id of [...rows.ids()]) {
        const node = rows.node(id)
        if (node !== null) put({ ...node, ...namesIn(next, node) })
      }
    },
    setFee(next) {
      if (next === feeBps) return
      feeBps = next
      for (const id of [...rows.ids()]) {
        const node = rows.node(id)
        if (node !== null && node.ask !== null && node.ask.wire.maxFeeBps < feeBps) put({ ...node, ask: null })
      }
    },
    feeBps: () => feeBps,
    turnTo(next) {
      if (next === hour) return
      hour = next
      const columns = rows.columns()
      for (const { first, count } of rows.blocks.all())
        for (let slot = first; slot < first + count; slot += 1)
          if (((columns.flags[slot] as number) & isTaken) !== 0) writeSteps(columns, slot, { node: rows.nodeAt(slot) as MarketNode, hour })
    },
    node: rows.node,
    nodeAt: (slot) => rows.nodeAt(slot) as MarketNode,
    ofProvider: (provider) => providers.of(provider).map((id) => rows.node(id) as MarketNode),
    sinceOf: (provider) => providers.sinceOf(provider, (id) => (rows.node(id) as MarketNode).registeredAt),
    ids: rows.ids,
    blocks: rows.blocks.all,
    columns: rows.columns,
    texts: () => rows.texts,
    cells: () => rows.cells,
    groups: rows.groups.all,
    catalogue: () => catalogue,
    size: rows.size,
    hour: () => hour,
    version: () => digests.text(String(hour)),
  }
}

/** The ids of a provider's nodes. `since` is when the first of them was registered; null if that must be calculated again. */
type OwnNodes = { readonly ids: Set<string>; since: number | null }

/** The nodes of each provider. A provider may have so many that a page of one node must not go through all of them. */
function nodesByProvider() {
  const known = new Map<string, OwnNodes>()
  return {
    put({ provider, node, registeredAt }: MarketNode): void {
      const own = known.get(provider)
      if (own === undefined) known.set(provider, { ids: new Set([node]), since: registeredAt })
      else {
        own.ids.add(node)
        if (own.since !== null) own.since = Math.min(own.since, registeredAt)
      }
    },
    drop({ provider, node, registeredAt }: MarketNode): void {
      const own = known.get(provider)
      if (own === undefined) return
      own.ids.delete(node)
      if (own.ids.size === 0) known.delete(provider)
      else if (own.since !== null && registeredAt <= own.since) own.since = null
    },
    of: (provider: string): string[] => [...(known.get(provider)?.ids ?? [])],
    sinceOf(provider: string, registeredAt: (node: string) => number): number | null {
      const own = known.get(provider)
      if (own === undefined) return null
      own.since ??= [...own.ids].reduce((first, node) => Math.min(first, registeredAt(node)), Number.POSITIVE_INFINITY)
      return own.since
    },
  }
}

/** Returns the names of a node's class and region. If the catalogue has no name for one of them, uses a text such as "Class 7". */
export function namesIn(
  { classes, regions }: MarketCatalogue,
  { classId, regionId }: { classId: number; regionId: number },
): { className: string; regionName: string } {
  return {
    className: classes.find((entry) => entry.classId === classId)?.name ?? `Class ${classId}`,
    regionName: regions.find((entry) => entry.regionId === regionId)?.name ?? `Region ${regionId}`,
  }
}

function textOf(catalogue: MarketCatalogue): string {
  return JSON.stringify(catalogue, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}
