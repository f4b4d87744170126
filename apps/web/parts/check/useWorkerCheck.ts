import { useEffect, useRef, useState } from 'react'

/** The failure of a check in a web worker, with the code and the sentence of its error. */
export type CheckFailure = { readonly kind: 'failed'; readonly code: string; readonly sentence: string }
/** The state of a check in a web worker. `Done` is the worker's message with the result. */
export type CheckState<Done> = { readonly kind: 'idle' } | { readonly kind: 'running' } | Done | CheckFailure

/** Checks something in a separate worker, so that the page stays responsive. Each check has a new worker, which `open` starts. */
export function useWorkerCheck<Question extends { readonly origin: string }, Done>(
  open: () => Worker,
): { standing: CheckState<Done>; start(question: Omit<Question, 'origin'>): void } {
  const [standing, setStanding] = useState<CheckState<Done>>({ kind: 'idle' })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(news: Done | CheckFailure): void {
    worker.current?.terminate()
    worker.current = null
    setStanding(news)
  }

  function start(question: Omit<Question, 'origin'>): void {
    worker.current?.terminate()
    setStanding({ kind: 'running' })
    const started = open()
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<Done | CheckFailure>) => end(data)
    started.onerror = ({ message }) => end({ kind: 'failed', code: 'api.internal', sentence: message })
    started.postMessage({ ...question, origin: window.location.origin })
  }

  return { standing, start }
}
