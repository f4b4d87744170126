'use client'
import { useEffect, useRef, useState } from 'react'
import type { RangeProgress, RangeResult } from '@infinitio/sdk/journal'
import type { VerifyNews, VerifyQuestion } from '#web/features/journal/verifyWorker.ts'

/** Where a check of the journal in this browser stands. */
export type Verification =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: RangeProgress; readonly range: { readonly from: string; readonly to: string } }
  | { readonly state: 'done'; readonly result: RangeResult }
  | { readonly state: 'failed'; readonly code: string; readonly sentence: string }
  | { readonly state: 'cancelled' }

/** A check that runs in a worker of its own, so that the page goes on; cancelling ends the worker. One at a time. */
export function useVerification(): { verification: Verification; start(range: { from: string; to: string }): void; cancel(): void } {
  const [verification, setVerification] = useState<Verification>({ state: 'idle' })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(next: Verification): void {
    worker.current?.terminate()
    worker.current = null
    setVerification(next)
  }

  function start(range: { from: string; to: string }): void {
    end({ state: 'running', progress: { phase: 'chain' }, range })
    const started = new Worker(new URL('./verifyWorker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<VerifyNews>) => {
      if (data.kind === 'progress') setVerification({ state: 'running', progress: data.progress, range })
      else if (data.kind === 'done') end({ state: 'done', result: data.result })
      else end({ state: 'failed', code: data.code, sentence: data.sentence })
    }
    started.onerror = ({ message }) => end({ state: 'failed', code: 'api.internal', sentence: message })
    const question: VerifyQuestion = { ...range, origin: window.location.origin }
    started.postMessage(question)
  }

  return { verification, start, cancel: () => end({ state: 'cancelled' }) }
}
