import { createHash, hash } from 'node:crypto'
import { createColumns, growColumns, isTaken, type ListingColumns, moveColumns, writeColumns, writeSteps } from './listingColumns.ts'
import type { MarketCatalogue, MarketNode } from './marketNode.ts'

/** The nodes of the market in columns that are searched, each beside what pages show of it. Nodes lie in slots 0 to `size` − 1, in no order. */
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
  /** The node in a slot. Asserts nothing: the slot must be one. */
  nodeAt(slot: number): MarketNode
  /** All nodes of a provider. */
  ofProvider(provider: string): MarketNode[]
  /** Ids of all nodes. */
  ids(): Iterable<string>
  columns(): ListingColumns
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
  const nodes: MarketNode[] = []
  const slots = new Map<string, number>()
  const byProvider = new Map<string, Set<string>>()
  const digests = createDigestSum()

  function write(slot: number, node: MarketNode): void {
    const known = nodes[slot]
    if (known?.provider !== node.provider) {
      if (known !== undefined) byProvider.get(known.provider)?.delete(known.node)
      const own = byProvider.get(node.provider)
      if (own === undefined) byProvider.set(node.provider, new Set([node.node]))
      else own.add(node.node)
    }
    nodes[slot] = node
    writeColumns(columns, slot, { node, hour })
    digests.set(slot, node)
  }

  return {
    put(node) {
      const known = slots.get(node.node)
      if (known !== undefined) return write(known, node)
      const slot = nodes.length
      if (slot === columns.flags.length) columns = growColumns(columns, slot * 2)
      slots.set(node.node, slot)
      write(slot, node)
    },
    remove(nodeId) {
      const slot = slots.get(nodeId)
      if (slot === undefined) return
      slots.delete(nodeId)
      byProvider.get((nodes[slot] as MarketNode).provider)?.delete(nodeId)
      digests.drop(slot)
      const from = nodes.length - 1
      const last = nodes.pop()
      if (last === undefined || from === slot) return
      nodes[slot] = last
      slots.set(last.node, slot)
      moveColumns(columns, { from, to: slot })
      digests.move({ from, to: slot })
    },
    setCatalogue(next) {
      if (isSame(catalogue, next)) return
      catalogue = next
      for (const [slot, node] of nodes.entries()) write(slot, { ...node, ...namesIn(next, node) })
    },
    turnTo(next) {
      if (next === hour) return
      hour = next
      for (const [slot, node] of nodes.entries()) if (((columns.flags[slot] as number) & isTaken) !== 0) writeSteps(columns, slot, { node, hour })
    },
    node(nodeId) {
      const slot = slots.get(nodeId)
      return slot === undefined ? null : (nodes[slot] as MarketNode)
    },
    nodeAt: (slot) => nodes[slot] as MarketNode,
    ofProvider: (provider) => [...(byProvider.get(provider) ?? [])].map((id) => nodes[slots.get(id) as number] as MarketNode),
    ids: () => slots.keys(),
    columns: () => columns,
    catalogue: () => catalogue,
    size: () => nodes.length,
    hour: () => hour,
    version: () => createHash('sha256').update(`${hour} ${digests.text()}`).digest('hex').slice(0, 16),
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

/** Equal catalogues are read again and again. */
function isSame(one: MarketCatalogue, other: MarketCatalogue): boolean {
  return textOf(one) === textOf(other)
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
