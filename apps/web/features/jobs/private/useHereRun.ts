'use client'
import type { Hex32 } from '@infinitio/domain'
import type { HerePass } from '@infinitio/jobs/private'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { jobQuery } from '#web/features/jobs/jobQueries.ts'
import { loadHereRun } from '#web/features/jobs/private/loadHereRun.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/**
 * The run of a private job in this page. The page repeats passes; one pass does the next step of the job. `pass` is the newest pass that succeeded, null before
 * the first. `error` is the reason why the newest pass failed, null if it succeeded or if there was none.
 */
export type HereRun = { readonly pass: HerePass | null; readonly error: Error | null }

/** Runs a private job while the component is shown. Without a key, nothing runs. */
export function useHereRun({ jobId, key }: { readonly jobId: string; readonly key: Hex32 | null }): HereRun {
  const queryClient = useQueryClient()
  const [run, setRun] = useState<HereRun>({ pass: null, error: null })
  useEffect(() => {
    if (key === null) return
    let isBusy = false
    let isLeft = false
    let passing: ReturnType<typeof loadHereRun> | null = null
    const pass = async () => {
      passing ??= loadHereRun({ jobId, key })
      const go = await passing.catch((error: unknown) => {
        passing = null
        throw error
      })
      const done = await go(await queryClient.ensureQueryData(jobQuery(browserApi, jobId)))
      // The next pass must see the new event. Otherwise it would do the same step again.
      if (done.hasNoted) await queryClient.refetchQueries({ queryKey: ['job', jobId], exact: true })
      return done
    }
    const stop = everyMoment(() => {
      if (isBusy) return
      isBusy = true
      pass()
        .then(
          (done) => !isLeft && setRun({ pass: done, error: null }),
          (error: unknown) => !isLeft && setRun((before) => ({ ...before, error: error instanceof Error ? error : new Error(String(error)) })),
        )
        .finally(() => {
          isBusy = false
        })
    })
    return () => {
      isLeft = true
      stop()
    }
  }, [jobId, key, queryClient])
  return run
}

const everyMs = 2_000
const clockScript = `setInterval(() => postMessage(0), ${everyMs})`

/**
 * Calls a function every 2 s until the returned function is called. Browsers slow down the timers of a page in the background to one call a minute, which is
 * too slow for machines that wait for a key. They do not slow down the timers of a worker, so a worker sets the pace.
 */
function everyMoment(call: () => void): () => void {
  const url = URL.createObjectURL(new Blob([clockScript], { type: 'text/javascript' }))
  const clock = new Worker(url)
  clock.addEventListener('message', call)
  call()
  return () => {
    clock.terminate()
    URL.revokeObjectURL(url)
  }
}
