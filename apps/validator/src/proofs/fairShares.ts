/** Something that uses a part of a limited resource. `onLost` is called if its part is taken away for a group that uses less. */
export type SharedItem = { readonly cost: number; readonly onLost: () => void }

/** A resource that groups of senders share. */
export type FairShares = {
  /**
   * Uses a part of the resource for a group. Returns the function that gives the part back, or null if there is no space for this group. The function may be
   * called more than once.
   */
  take(group: string, item: SharedItem): (() => void) | null
}

type Group = { held: number; readonly items: Set<SharedItem> }

/**
 * Shares a resource fairly. A group may use up to `ofGroup`, and all groups together up to `total`. If the resource is full, the group that uses most loses its
 * oldest items, as long as it uses more than the new item's group would use with the new item. So a sender that fills the resource cannot take the part of a
 * sender that needs little.
 */
export function createFairShares(most: { readonly total: number; readonly ofGroup: number }): FairShares {
  const groups = new Map<string, Group>()
  let held = 0

  function giveBack(name: string, item: SharedItem): void {
    const group = groups.get(name)
    if (group === undefined || !group.items.delete(item)) return
    group.held -= item.cost
    held -= item.cost
    if (group.items.size === 0) groups.delete(name)
  }

  return {
    take(name, item) {
      const own = (groups.get(name)?.held ?? 0) + item.cost
      if (own > most.ofGroup || item.cost > most.total) return null
      while (held + item.cost > most.total) {
        const [largest, { held: size, items }] = largestOf(groups)
        const [oldest] = items
        if (size <= own || oldest === undefined) return null
        giveBack(largest, oldest)
        oldest.onLost()
      }
      const group = groups.get(name) ?? { held: 0, items: new Set() }
      groups.set(name, group)
      group.items.add(item)
      group.held += item.cost
      held += item.cost
      return () => giveBack(name, item)
    },
  }
}

function largestOf(groups: ReadonlyMap<string, Group>): [string, Group] {
  let largest: [string, Group] = ['', { held: 0, items: new Set() }]
  for (const entry of groups) if (entry[1].held > largest[1].held) largest = entry
  return largest
}
