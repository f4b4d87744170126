type Turn = { readonly owner: string; readonly begin: () => void }

/**
 * Returns a function that runs work of several owners: up to `most` pieces of work at once in total, and one at a time for each owner. When a piece ends, the
 * piece that has waited longest is next, among the owners who have none running. So the jobs of one owner cannot stop those of others.
 */
export function fairTurns({ most }: { readonly most: number }): <Result>(owner: string, work: () => Promise<Result>) => Promise<Result> {
  const waiting: Turn[] = []
  const busy = new Set<string>()
  const beginNext = () => {
    while (busy.size < most) {
      const at = waiting.findIndex(({ owner }) => !busy.has(owner))
      const [turn] = at === -1 ? [] : waiting.splice(at, 1)
      if (turn === undefined) return
      busy.add(turn.owner)
      turn.begin()
    }
  }
  return async (owner, work) => {
    await new Promise<void>((begin) => {
      waiting.push({ owner, begin })
      beginNext()
    })
    try {
      return await work()
    } finally {
      busy.delete(owner)
      beginNext()
    }
  }
}
