/** What holds for the asks of all rows of a block: the latest opening, the earliest end, the longest of the shortest leases, and so on. Seconds. */
export type BlockBounds = {
  readonly opensAt: number
  readonly leavesAt: number
  readonly endsAt: number
  readonly minSeconds: number
  readonly maxSeconds: number
  readonly usualSeconds: number
}

/** Slots that lie together, all of one group: those from `first` on, `count` of them. `bounds` of their rows are null once one of them has changed. */
export type SlotBlock = { group: number; readonly first: number; count: number; bounds: BlockBounds | null }

/** Deals slots out so that those of a group lie together, in blocks: who looks at a group looks at memory in its order. */
export type SlotBlocks = {
  /** A free slot in a block of a group. */
  take(group: number): number
  /** Frees a slot. Gives the slot whose row must move into it, itself when none: blocks have no holes. */
  free(slot: number): number
  /** Says that the row of a slot is another. */
  changed(slot: number): void
  groupOf(slot: number): number
  all(): readonly SlotBlock[]
  /** All slots, those in use or not. */
  capacity(): number
}

/** So many rows in one place are read at the pace of the memory; 64 of them, between those of other groups, were read in twice the time. */
const blockSlots = 1_024

/** Makes an empty deal. */
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
