'use client'
import { type LogSearch, openLogSearch } from '@infinitio/sdk'
import type { LogHitsWire, LogHitWire } from '@infinitio/domain/wire'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** The text that was searched and the hits that were loaded; `current` is the hit that is shown. */
export type Found = {
  readonly text: string
  readonly matchCase: boolean
  readonly answer: LogHitsWire
  readonly hits: readonly LogHitWire[]
  readonly current: number
}

type What = { readonly text: string; readonly matchCase: boolean }

/** Searches one lease's log over one connection. The connection opens at the first search, and opens again after a failure. */
export function useLogSearch(leaseId: string) {
  const opening = useRef<Promise<LogSearch> | null>(null)
  const [found, setFound] = useState<Found | null>(null)
  useEffect(
    () => () => {
      void opening.current?.then(
        (log) => log.close(),
        () => {},
      )
      opening.current = null
    },
    [],
  )
  async function opened(): Promise<LogSearch> {
    const known = await opening.current?.catch(() => null)
    if (known !== undefined && known !== null && !known.isOver) return known
    opening.current = openLogSearch(browserApi, { leaseId })
    return opening.current
  }
  const search = useMutation({
    mutationFn: async (what: What) => ({ what, answer: await (await opened()).search({ ...what, skip: 0 }) }),
    onSuccess: ({ what, answer }) => {
      setFound({ ...what, answer, hits: answer.hits, current: 0 })
      const [first] = answer.hits
      if (first === undefined) part.reset()
      else part.mutate(first)
    },
  })
  const part = useMutation({ mutationFn: async (hit: LogHitWire) => (await opened()).part({ offset: hit.offset }) })
  const more = useMutation({
    mutationFn: async ({ text, matchCase, hits }: Found) => (await opened()).search({ text, matchCase, skip: hits.length }),
  })

  /**
   * Moves to the hit with this index, and first fetches all hits up to it. One more than the last index leads to the first hit, and one less than the first
   * index to the last hit.
   */
  async function goTo(index: number): Promise<void> {
    if (found === null || found.answer.total === 0) return
    const total = Math.max(found.hits.length, found.answer.total)
    const wanted = (index + total) % total
    let { hits } = found
    while (wanted >= hits.length) {
      const next = await more.mutateAsync({ ...found, hits })
      if (next.hits.length === 0) return goToKnown(hits, 0)
      hits = [...hits, ...next.hits]
      // Going back from the first hit to the last would need all hits between them. If more than 1,000 of these are not fetched yet, go to the last fetched hit
      // instead.
      if (wanted - hits.length > 1_000) return goToKnown(hits, hits.length - 1)
    }
    return goToKnown(hits, wanted)
  }
  function goToKnown(hits: readonly LogHitWire[], current: number): void {
    const hit = hits[current]
    if (found === null || hit === undefined) return
    setFound({ ...found, hits, current })
    part.mutate(hit)
  }
  // An error of `goTo` is ignored here, because the mutations `more` and `part` report it.
  return { found, search, part, goTo: (index: number) => void goTo(index).catch(() => {}), error: search.error ?? part.error ?? more.error }
}
