/** A queue of waiting entries for each caller. The callers take turns, so that one with many entries does not delay the others. */
export type Turns<Entry> = {
  /** Returns the number of waiting entries of this caller. */
  readonly waitingOf: (caller: string) => number
  /** Returns the number of all waiting entries. */
  readonly waiting: () => number
  readonly add: (caller: string, entry: Entry) => void
  /** Removes an entry that no longer needs to wait. Does nothing if it is not in the queue. */
  readonly remove: (caller: string, entry: Entry) => void
  /**
   * Removes and returns the first entry of the next caller for which `may` returns true, and moves
   * that caller to the end of the queue. Returns null if there is no such caller.
   */
  readonly next: (may: (caller: string) => boolean) => { readonly caller: string; readonly entry: Entry } | null
}

/** Creates the queues of waiting entries, all empty. */
export function createTurns<Entry>(): Turns<Entry> {
  /** The queue of each caller, in the order of their turns. A caller without entries has no queue. */
  const queues = new Map<string, Entry[]>()
  let waiting = 0

  function remove(caller: string, entry: Entry): void {
    const queue = queues.get(caller) ?? []
    const at = queue.indexOf(entry)
    if (at < 0) return
    queue.splice(at, 1)
    waiting -= 1
    if (queue.length === 0) queues.delete(caller)
  }

  return {
    waitingOf: (caller) => queues.get(caller)?.length ?? 0,
    waiting: () => waiting,
    remove,
    add(caller, entry) {
      const queue = queues.get(caller) ?? []
      queue.push(entry)
      queues.set(caller, queue)
      waiting += 1
    },
    next(may) {
      for (const [caller, queue] of queues) {
        const [entry] = queue
        if (entry === undefined || !may(caller)) continue
        remove(caller, entry)
        if (queues.delete(caller)) queues.set(caller, queue)
        return { caller, entry }
      }
      return null
    },
  }
}
