/** Describes an upload or a download to the user. `totalBytes` is null if the size is unknown until the end. */
export type Transfer = {
  readonly id: number
  readonly direction: 'up' | 'down'
  readonly name: string
  readonly state: 'waiting' | 'running' | 'done' | 'cancelled' | 'failed'
  readonly bytes: number
  readonly totalBytes: number | null
  readonly error: Error | null
}

/** A function that runs one upload or download. It reports each batch of transferred bytes, and throws when the signal aborts. */
export type Work = (told: { onBytes: (bytes: number) => void; signal: AbortSignal }) => Promise<void>

/** The uploads and downloads of a page. They run one at a time, in the order in which they were started. */
export type Transfers = {
  start(what: Pick<Transfer, 'direction' | 'name' | 'totalBytes'>, work: Work): void
  cancel(id: number): void
  clear(): void
  close(): void
}

const showEveryMs = 150

/**
 * Creates the list of uploads and downloads. `onChange` gets the whole list a few times per second; `onDone` gets each transfer that completed, failed or was
 * cancelled.
 */
export function createTransfers({
  onChange,
  onDone,
}: {
  onChange: (all: readonly Transfer[]) => void
  onDone: (transfer: Transfer) => void
}): Transfers {
  let all: readonly Transfer[] = []
  let lastId = 0
  let last = Promise.resolve()
  let timer: ReturnType<typeof setTimeout> | null = null
  const stops = new Map<number, AbortController>()

  function show(): void {
    timer ??= setTimeout(() => {
      timer = null
      onChange(all)
    }, showEveryMs)
  }
  function change(id: number, values: Partial<Transfer>): void {
    all = all.map((transfer) => (transfer.id === id ? { ...transfer, ...values } : transfer))
    show()
  }
  async function run(id: number, work: Work, { signal }: AbortController): Promise<void> {
    let bytes = 0
    try {
      signal.throwIfAborted()
      change(id, { state: 'running' })
      const onBytes = (more: number): void => {
        bytes += more
        change(id, { bytes })
      }
      await work({ signal, onBytes })
      change(id, { state: 'done' })
    } catch (error) {
      if (signal.aborted) change(id, { state: 'cancelled' })
      else change(id, { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
    stops.delete(id)
    const over = all.find((transfer) => transfer.id === id)
    if (over !== undefined) onDone(over)
  }
  return {
    start(what, work) {
      lastId += 1
      const id = lastId
      const stop = new AbortController()
      stops.set(id, stop)
      all = [...all, { id, state: 'waiting', bytes: 0, error: null, ...what }]
      show()
      last = last.then(() => run(id, work, stop))
    },
    cancel: (id) => stops.get(id)?.abort(),
    clear() {
      all = all.filter(({ id }) => stops.has(id))
      show()
    },
    close() {
      for (const stop of stops.values()) stop.abort()
      if (timer !== null) clearTimeout(timer)
    },
  }
}
