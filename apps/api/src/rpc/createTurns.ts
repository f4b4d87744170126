/** Waiting entries of callers that take turns: each caller's entries in the order in which they came, callers in a round. */
export type Turns<Entry> = {
  /** How many entries of this caller wait. */
  readonly waitingOf: (caller: string) => number
  /** How many entries wait in all. */
  readonly waiting: () => number
  readonly add: (caller: string, entry: Entry) => void
  /** Takes out an entry that no longer waits; an entry that is absent changes nothing. */
  readonly remove: (caller: string, entry: Entry) => void
  /** Takes the first entry of the next caller that `may` begin, and puts that caller at the end of the round. Returns null when there is none. */
  readonly next: (may: (caller: string) => boolean) => { readonly caller: string; readonly entry: Entry } | null
}

/** Makes an empty round. */
export function createTurns<Entry>(): Turns<Entry> {
  /** The caller whose turn is next comes first. A caller without entries is absent. */
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
