import { createHash, hash } from 'node:crypto'
import { createColumns, growColumns, isTaken, type ListingColumns, moveColumns, writeColumns, writeSteps } from './listingColumns.ts'
import { type ListingGroup, listingGroups } from './listingGroups.ts'
import type { MarketCatalogue, MarketNode } from './marketNode.ts'
import { type SlotBlock, slotBlocks } from './slotBlocks.ts'

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
  /** What rows of a group have in common, by its number. */
  groups(): readonly ListingGroup[]
  catalogue(): MarketCatalogue
  size(): number
  hour(): number
  /** Another one when anything that is shown has changed; the same for the same nodes, whatever order they came in. */
  version(): string
}

const firstCapacity = 1_024
const noCatalogue: MarketCatalogue = { classes: [], regions: [] }

/** Makes an empty index. */
export function createListingIndex({ hour: firstHour }: { hour: number }): ListingIndex {
  let columns = createColumns(firstCapacity)
  let hour = firstHour
  let catalogue = noCatalogue
  const nodes: (MarketNode | null)[] = []
  const slots = new Map<string, number>()
  const groups = listingGroups()
  const blocks = slotBlocks()
  const providers = nodesByProvider()
  const digests = createDigestSum()

  function insert(node: MarketNode, group: number): void {
    const slot = blocks.take(group)
    while (blocks.capacity() > columns.flags.length) columns = growColumns(columns, columns.flags.length * 2)
    while (nodes.length < blocks.capacity()) nodes.push(null)
    slots.set(node.node, slot)
    write(slot, node)
  }

  function write(slot: number, node: MarketNode): void {
    nodes[slot] = node
    providers.put(node)
    writeColumns(columns, slot, { node, hour })
    digests.set(slot, node)
  }

  function takeOut(nodeId: string): void {
    const slot = slots.get(nodeId)
    if (slot === undefined) return
    providers.drop(nodes[slot] as MarketNode)
    slots.delete(nodeId)
    digests.drop(slot)
    const from = blocks.free(slot)
    const moved = nodes[from] as MarketNode
    nodes[from] = null
    if (from === slot) return
    nodes[slot] = moved
    slots.set(moved.node, slot)
    moveColumns(columns, { from, to: slot })
    digests.move({ from, to: slot })
  }

  function put(node: MarketNode): void {
    const group = groups.numberOf(node)
    const known = slots.get(node.node)
    const staysThere = known !== undefined && blocks.groupOf(known) === group && nodes[known]?.provider === node.provider
    if (staysThere) write(known, node)
    else {
      takeOut(node.node)
      insert(node, group)
    }
  }

  return {
    put,
    remove: takeOut,
    setCatalogue(next) {
      if (textOf(catalogue) === textOf(next)) return
      catalogue = next
      for (const node of nodes) if (node !== null) put({ ...node, ...namesIn(next, node) })
    },
    turnTo(next) {
      if (next === hour) return
      hour = next
      for (const [slot, node] of nodes.entries())
        if (node !== null && ((columns.flags[slot] as number) & isTaken) !== 0) writeSteps(columns, slot, { node, hour })
    },
    node: (nodeId) => nodes[slots.get(nodeId) ?? -1] ?? null,
    nodeAt: (slot) => nodes[slot] as MarketNode,
    ofProvider: (provider) => providers.of(provider).map((id) => nodes[slots.get(id) as number] as MarketNode),
    ids: () => slots.keys(),
    blocks: () => blocks.all(),
    columns: () => columns,
    groups: () => groups.all(),
    catalogue: () => catalogue,
    size: () => slots.size,
    hour: () => hour,
    version: () => createHash('sha256').update(`${hour} ${digests.text()}`).digest('hex').slice(0, 16),
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

/** The sum of all nodes' digests: it does not depend on their order, and one node's change costs one digest. */
function createDigestSum() {
  const digests: bigint[] = []
  let sum = 0n
  const drop = (slot: number): void => {
    sum = BigInt.asUintN(64, sum - (digests[slot] ?? 0n))
    digests[slot] = 0n
  }
  return {
    set(slot: number, node: MarketNode): void {
      drop(slot)
      const digest = BigInt(`0x${hash('sha256', shownOf(node)).slice(0, 16)}`)
      digests[slot] = digest
      sum = BigInt.asUintN(64, sum + digest)
    },
    drop,
    move({ from, to }: { from: number; to: number }): void {
      digests[to] = digests[from] ?? 0n
      digests[from] = 0n
    },
    text: () => sum.toString(16),
  }
}

function shownOf({ node, ask, silent, listed, retired, name, completedLeases, activeLeases, taken }: MarketNode): string {
  const hours = taken.map(({ fromHour, toHour, gpus }) => `${fromHour}-${toHour}:${gpus}`).toSorted()
  return `${node} ${ask?.hash ?? ''} ${silent} ${listed} ${retired} ${completedLeases} ${activeLeases} ${hours.join()} ${name}`
}
