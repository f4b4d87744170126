import { setTimeout as wait } from 'node:timers/promises'
import type { Benchmark } from './benchmark.ts'

/** Time for a benchmark to stop what it started after its limit. */
const stopWithinMs = 20_000

/**
 * Measures within the limit of a benchmark. Rejects with the last thing that the benchmark reported when the limit is over, after it had 20 s to stop
 * what it started.
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
    // The limit is the error to report. The measurement gets time to end its processes.
    if (over.signal.aborted) await Promise.race([measuring.catch(() => {}), wait(stopWithinMs)])
  }
}

/** Waits for one thing for so many seconds. Rejects with its name when it does not come; it may go on in the background. */
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
