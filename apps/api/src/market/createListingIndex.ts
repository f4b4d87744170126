import { createDigestSum } from './rows/createDigestSum.ts'
import { createListingRows } from './rows/createListingRows.ts'
import { isTaken, type ListingColumns, writeSteps } from './rows/listingColumns.ts'
import type { ListingGroup } from './rows/listingGroups.ts'
import type { MarketCatalogue, MarketNode } from './machines/marketNode.ts'
import type { PlaceCells } from './search/placeCells.ts'
import type { SharedTexts } from './rows/sharedTexts.ts'
import type { SlotBlock } from './rows/slotBlocks.ts'

/** The nodes of the market in columns that are searched, each in a slot, beside what pages show of it. */
export type ListingIndex = {
  /** Puts a node in, or in its own place. */
  put(node: MarketNode): void
  /** Takes a node out; one that is not in is none. */
  remove(nodeId: string): void
  /** Sets the catalogue; nodes whose class or region has another name now bear it. */
  setCatalogue(catalogue: MarketCatalogue): void
  /** Turns the index to the Unix hour that runs. Its columns say what is free from there on. */
  turnTo(hour: number): void
  node(nodeId: string): MarketNode | null
  /** The node in a slot that is in use. */
  nodeAt(slot: number): MarketNode
  /** All nodes of a provider. */
  ofProvider(provider: string): MarketNode[]
  /** Ids of all nodes. */
  ids(): Iterable<string>
  /** The slots in use: those of a block are rows of one group. */
  blocks(): readonly SlotBlock[]
  columns(): ListingColumns
  /** What nodes say in words besides their names. */
  texts(): Pick<SharedTexts, 'text' | 'size'>
  /** Where nodes say they stand. */
  cells(): Pick<PlaceCells, 'cell' | 'size'>
  /** What rows of a group have in common, by its number. */
  groups(): readonly ListingGroup[]
  catalogue(): MarketCatalogue
  size(): number
  hour(): number
  /** Another one when anything that is shown has changed; the same for the same nodes, whatever order they came in. */
  version(): string
}

const noCatalogue: MarketCatalogue = { classes: [], regions: [] }

/** Makes an empty index. */
export function createListingIndex({ hour: firstHour }: { hour: number }): ListingIndex {
  let hour = firstHour
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
    if (known !== null) {
      providers.drop(known)
      digests.subtract(known)
    }
    providers.put(node)
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

function nodesByProvider() {
  const ids = new Map<string, Set<string>>()
  return {
    put({ provider, node }: MarketNode): void {
      const own = ids.get(provider)
      if (own === undefined) ids.set(provider, new Set([node]))
      else own.add(node)
    },
    drop: ({ provider, node }: MarketNode): unknown => ids.get(provider)?.delete(node),
    of: (provider: string): string[] => [...(ids.get(provider) ?? [])],
  }
}

/** Names of a node's class and region, made up where the catalogue has none. */
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
