/** Slots that lie together, all of one group: those from `first` on, `count` of them. */
export type SlotBlock = { group: number; readonly first: number; count: number }

/** Deals slots out so that those of a group lie together, in blocks: who looks at a group looks at memory in its order. */
export type SlotBlocks = {
  /** A free slot in a block of a group. */
  take(group: number): number
  /** Frees a slot. Gives the slot whose row must move into it, itself when none: blocks have no holes. */
  free(slot: number): number
  groupOf(slot: number): number
  all(): readonly SlotBlock[]
  /** All slots, those in use or not. */
  capacity(): number
}

const blockSlots = 64

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
    const made = { group, first: blocks.length * blockSlots, count: 0 }
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
      return last.first + last.count - 1
    },
    free(slot) {
      const own = ofGroup.get(blockOf(slot).group) ?? []
      const last = own.at(-1) ?? blockOf(slot)
      last.count -= 1
      const moved = last.first + last.count
      if (last.count === 0) {
        own.pop()
        unused.push(last)
      }
      return moved
    },
    groupOf: (slot) => blockOf(slot).group,
    all: () => blocks,
    capacity: () => blocks.length * blockSlots,
  }
}
