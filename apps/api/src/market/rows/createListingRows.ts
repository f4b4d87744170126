import { createColumns, growColumns, type ListingColumns, moveColumns, writeColumns } from './listingColumns.ts'
import { listingGroups, type ListingGroups } from './listingGroups.ts'
import type { MarketNode } from '../machines/marketNode.ts'
import { type PlaceCells, placeCells } from '../search/placeCells.ts'
import { type SharedTexts, sharedTexts } from './sharedTexts.ts'
import { type SlotBlocks, slotBlocks } from './slotBlocks.ts'

/**
 * Stores each node in a slot (a row), and writes its values into the columns. A node stays in its slot as long as it stays in its group, unless it must move to
 * fill the slot of a removed node.
 */
export type ListingRows = {
  /** Adds a node in a new slot, or replaces the node in its slot. `hour` is the Unix hour from which the row counts booked hours. */
  put(node: MarketNode, options: { hour: number }): void
  remove(nodeId: string): void
  node(nodeId: string): MarketNode | null
  nodeAt(slot: number): MarketNode | null
  ids(): Iterable<string>
  size(): number
  columns(): ListingColumns
  readonly groups: ListingGroups
  readonly texts: SharedTexts
  readonly cells: PlaceCells
  readonly blocks: SlotBlocks
}

const firstCapacity = 1_024

/** Creates an empty list of rows of the index. */
export function createListingRows(): ListingRows {
  let columns = createColumns(firstCapacity)
  const nodes: (MarketNode | null)[] = []
  const slots = new Map<string, number>()
  const groups = listingGroups()
  const texts = sharedTexts()
  const cells = placeCells()
  const blocks = slotBlocks()

  function newSlot(group: number): number {
    const slot = blocks.take(group)
    while (blocks.capacity() > columns.flags.length) columns = growColumns(columns, columns.flags.length * 2)
    while (nodes.length < blocks.capacity()) nodes.push(null)
    return slot
  }

  function remove(nodeId: string): void {
    const slot = slots.get(nodeId)
    if (slot === undefined) return
    slots.delete(nodeId)
    texts.release(columns.textId[slot] as number)
    const from = blocks.free(slot)
    const moved = nodes[from] as MarketNode
    nodes[from] = null
    if (from === slot) return
    nodes[slot] = moved
    slots.set(moved.node, slot)
    moveColumns(columns, { from, to: slot })
  }

  return {
    put(node, { hour }) {
      const group = groups.numberOf(node)
      const known = slots.get(node.node)
      const staysThere = known !== undefined && blocks.groupOf(known) === group
      const textId = texts.take(node)
      if (staysThere) texts.release(columns.textId[known] as number)
      else remove(node.node)
      const slot = staysThere ? known : newSlot(group)
      slots.set(node.node, slot)
      nodes[slot] = node
      writeColumns(columns, slot, { node, hour, textId, cellId: cells.numberOf(node) })
      blocks.changed(slot)
    },
    remove,
    node: (nodeId) => nodes[slots.get(nodeId) ?? -1] ?? null,
    nodeAt: (slot) => nodes[slot] ?? null,
    ids: () => slots.keys(),
    size: () => slots.size,
    columns: () => columns,
    groups,
    texts,
    cells,
    blocks,
  }
}
