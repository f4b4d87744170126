import { useEffect, useRef, useState } from 'react'
import type { ProofCheckMessage, ProofQuestion } from '#web/features/listing/proofCheckWorker.ts'

/** The state of a check of stored proofs. */
export type ProofCheckState = { readonly kind: 'idle' } | { readonly kind: 'running' } | ProofCheckMessage

/** Recalculates opened rows in a separate worker, so that the page stays responsive. */
export function useProofCheck(): { standing: ProofCheckState; start(question: Omit<ProofQuestion, 'origin'>): void } {
  const [standing, setStanding] = useState<ProofCheckState>({ kind: 'idle' })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(news: ProofCheckMessage): void {
    worker.current?.terminate()
    worker.current = null
    setStanding(news)
  }

  function start(question: Omit<ProofQuestion, 'origin'>): void {
    worker.current?.terminate()
    setStanding({ kind: 'running' })
    const started = new Worker(new URL('./proofCheckWorker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<ProofCheckMessage>) => end(data)
    started.onerror = ({ message }) => end({ kind: 'failed', code: 'api.internal', sentence: message })
    started.postMessage({ ...question, origin: window.location.origin } satisfies ProofQuestion)
  }

  return { standing, start }
}
