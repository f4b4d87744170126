import { setTimeout as wait } from 'node:timers/promises'
import type { Benchmark } from './benchmark.ts'

/** Milliseconds that a benchmark has to stop its processes once its time limit is over. */
const stopWithinMs = 20_000

/**
 * Runs a benchmark, at most for its time limit. At the limit, gives the benchmark 20 s to stop its processes, then rejects with the last line of progress that
 * it reported.
 */
export async function measureWithin(
  { name, limitMinutes, measure }: Benchmark,
  { progress, callArgs }: { progress: (line: string) => void; callArgs: readonly string[] },
): Promise<Record<string, number[]>> {
  let last = 'nothing yet'
  const over = new AbortController()
  const end = () => over.abort(new Error(`${name} did not end within ${limitMinutes} min. It reported last: ${last}`))
  const timer = setTimeout(end, limitMinutes * 60_000)
  const note = (line: string): void => {
    last = line
    progress(line)
  }
  const measuring = measure(note, callArgs, over.signal)
  try {
    return await Promise.race([measuring, abortOf(over.signal)])
  } finally {
    clearTimeout(timer)
    // After the time limit, the benchmark gets some time to end its processes. Its errors in this time do not matter, because the limit is the error that is
    // reported.
    if (over.signal.aborted) await Promise.race([measuring.catch(() => {}), wait(stopWithinMs)])
  }
}

/** Waits up to `seconds` for one event. Rejects with `what` (the name of the event) if it does not come; `run` may continue in the background. */
export async function withinSeconds<Value>(seconds: number, what: string, run: () => Promise<Value>): Promise<Value> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(new Error(`waited ${seconds} s for ${what}`)), seconds * 1_000)
  try {
    return await Promise.race([run(), abortOf(over.signal)])
  } finally {
    clearTimeout(timer)
  }
}

function abortOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
