import { Session } from 'node:inspector'
import { performance } from 'node:perf_hooks'

/** Times in milliseconds. The first look comes when the start is over, and the others are rare, because a compaction halts the process for 100 to 300 ms. */
const looks = { firstAfterMs: 60_000, everyMs: 600_000 }
/** The process is at rest if its event loop worked for less than this share of the time since the last look. */
const mostWork = 0.1
/** A compaction is worth its time if the heap grew by this factor since the last one. */
const worthGrowth = 1.2

/**
 * Compacts the heap of this thread a minute after its start, and later when it grew, but only while the process has little to do. The start of a process leaves
 * half of its heap empty, and V8 does not return those pages to the system while it collects only the little garbage of a process at rest. Returns a function
 * that ends this.
 */
export function compactAtRest({ firstAfterMs, everyMs } = looks): () => void {
  let before = performance.eventLoopUtilization()
  let compactedBytes = 0
  const look = () => {
    const { utilization } = performance.eventLoopUtilization(before)
    before = performance.eventLoopUtilization()
    timer = later(everyMs)
    if (!isWorthwhile({ utilization, heapBytes: process.memoryUsage().heapTotal, compactedBytes })) return
    compact()
    compactedBytes = process.memoryUsage().heapTotal
  }
  const later = (ms: number) => setTimeout(look, ms).unref()
  let timer = later(firstAfterMs)
  return () => clearTimeout(timer)
}

/**
 * Returns true if the heap should be compacted now. `utilization` is the share of time for which the event loop worked, and `compactedBytes` is the size of the
 * heap after the last compaction, 0 before the first.
 */
export function isWorthwhile({ utilization, heapBytes, compactedBytes }: Record<'utilization' | 'heapBytes' | 'compactedBytes', number>): boolean {
  return utilization < mostWork && heapBytes >= compactedBytes * worthGrowth
}

/** Collects all garbage of this thread and moves what remains together. The inspector's call is the only one in Node that does so without a flag. */
function compact(): void {
  const session = new Session()
  session.connect()
  session.post('HeapProfiler.collectGarbage')
  session.disconnect()
}
