import { useEffect, useRef, useState } from 'react'
import type { LeafNews, LeafQuestion } from '#web/features/govern/emission/leafCheckWorker.ts'

/** Where the check of a leaf stands. */
export type LeafStanding = { readonly kind: 'idle' } | { readonly kind: 'running' } | LeafNews

/** Checks a leaf in a worker of its own, so that the page goes on while many leaves are hashed. */
export function useLeafCheck(): { standing: LeafStanding; start(leaf: Omit<LeafQuestion, 'origin'>): void } {
  const [standing, setStanding] = useState<LeafStanding>({ kind: 'idle' })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(news: LeafNews): void {
    worker.current?.terminate()
    worker.current = null
    setStanding(news)
  }

  function start(leaf: Omit<LeafQuestion, 'origin'>): void {
    worker.current?.terminate()
    setStanding({ kind: 'running' })
    const started = new Worker(new URL('./leafCheckWorker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<LeafNews>) => end(data)
    started.onerror = ({ message }) => end({ kind: 'failed', code: 'api.internal', sentence: message })
    started.postMessage({ ...leaf, origin: window.location.origin } satisfies LeafQuestion)
  }

  return { standing, start }
}
