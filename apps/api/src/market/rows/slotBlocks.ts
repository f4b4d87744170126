/**
 * Time limits of all nodes in a block: if a lease is within them, the asks of all these nodes allow it. Durations are in seconds, points in time in Unix
 * seconds.
 */
export type BlockBounds = {
  readonly opensAt: number
  readonly leavesAt: number
  readonly endsAt: number
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly usualSeconds: number
}

/**
 * A block of neighbouring slots (rows of the index) for the nodes of one group: `count` slots from `first` on. `bounds` are limits that apply to all its nodes.
 * They are null if they must be calculated again because a node changed.
 */
export type SlotBlock = { group: number; readonly first: number; count: number; bounds: BlockBounds | null }

/**
 * Assigns slots (rows of the index) in blocks, so that the slots of one group (nodes with the same class, region and so on) are next to each other. A search of
 * a group then reads neighbouring memory.
 */
export type SlotBlocks = {
  /** Returns a free slot for a node of a group, in one of the group's blocks. */
  take(group: number): number
  /**
   * Frees a slot. The used slots of a block must have no gap, so another row may have to move into the freed slot. Returns the slot of the row that must move,
   * or the freed slot itself if no row must move.
   */
  free(slot: number): number
  /** Marks the row in a slot as changed, so that the limits of its block are calculated again. */
  changed(slot: number): void
  groupOf(slot: number): number
  all(): readonly SlotBlock[]
  /** Returns the number of all slots, used or not. */
  capacity(): number
}

/** The number of slots in a block. Blocks are large, because reading neighbouring slots is fast. */
const blockSlots = 1_024

/** Creates an assignment of slots to groups, with no slot assigned. */
export function slotBlocks(): SlotBlocks {
  const blocks: SlotBlock[] = []
  const ofGroup = new Map<number, SlotBlock[]>()
  const unused: SlotBlock[] = []
  const blockOf = (slot: number): SlotBlock => blocks[Math.floor(slot / blockSlots)] as SlotBlock

  function newBlock(group: number): SlotBlock {
    const reused = unused.pop()
    if (reused !== undefined) {
      reused.group = group
      return reused
    }
    const made = { group, first: blocks.length * blockSlots, count: 0, bounds: null }
    blocks.push(made)
    return made
  }

  return {
    take(group) {
      const own = ofGroup.get(group) ?? []
      ofGroup.set(group, own)
      let last = own.at(-1)
      if (last === undefined || last.count === blockSlots) {
        last = newBlock(group)
        own.push(last)
      }
      last.count += 1
      last.bounds = null
      return last.first + last.count - 1
    },
    free(slot) {
      const own = ofGroup.get(blockOf(slot).group) ?? []
      const last = own.at(-1) ?? blockOf(slot)
      last.count -= 1
      last.bounds = null
      blockOf(slot).bounds = null
      const moved = last.first + last.count
      if (last.count === 0) {
        own.pop()
        unused.push(last)
      }
      return moved
    },
    changed(slot) {
      blockOf(slot).bounds = null
    },
    groupOf: (slot) => blockOf(slot).group,
    all: () => blocks,
    capacity: () => blocks.length * blockSlots,
  }
}
