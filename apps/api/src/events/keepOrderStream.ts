import { type Db, touchOrderStreams } from '@infinitio/db'
import type { Logger } from '@infinitio/process'

const touchEveryMs = 1_000

type Kept = { readonly counts: Map<string, number>; timer: NodeJS.Timeout | null }
const keptOf = new WeakMap<Db, Kept>()

/**
 * Marks an order stream as connected once a second, in one SQL statement for all streams of this process. When the connection of a stream ends, its marks stop,
 * and a job (`endLostOrderStreams`) cancels the orders of the stream. Returns the function that stops the marking.
 */
export function keepOrderStream({ db, logger }: { readonly db: Db; readonly logger: Logger }, id: string): () => void {
  const kept = keptOf.get(db) ?? { counts: new Map<string, number>(), timer: null }
  keptOf.set(db, kept)
  kept.counts.set(id, (kept.counts.get(id) ?? 0) + 1)
  kept.timer ??= setInterval(() => {
    touchOrderStreams(db, { ids: [...kept.counts.keys()] }).catch((error: unknown) => logger.warn({ err: error }, 'order streams cannot be kept'))
  }, touchEveryMs).unref()
  let isKept = true
  return () => {
    if (!isKept) return
    isKept = false
    const count = (kept.counts.get(id) ?? 1) - 1
    if (count > 0) kept.counts.set(id, count)
    else kept.counts.delete(id)
    if (kept.counts.size > 0 || kept.timer === null) return
    clearInterval(kept.timer)
    kept.timer = null
  }
}
