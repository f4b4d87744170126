'use client'
import { watchEvents } from '@infinitio/sdk'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { keysOfTopic } from '#web/features/live/keysOfTopic.ts'
import { useAway } from '#web/parts/live/away.ts'
import { noteLive } from '#web/parts/live/liveState.ts'

const gatherMs = 250

/**
 * Opens one event stream for the whole page. An event reports only that some data changed; the queries then fetch the data. After a broken connection, fetches
 * everything again.
 */
export function LiveUpdates({ topics }: { readonly topics: string }) {
  const queryClient = useQueryClient()
  const isAway = useAway()
  useEffect(() => {
    // If the server does not respond, do not open a stream, because it would never end. It is opened when the server responds again.
    if (isAway) return
    const controller = new AbortController()
    const gatherer = gatherTopics(queryClient)
    let wasClosed = false
    const watching = watchEvents(browserApi, {
      topics: topics.split(','),
      onEvent: ({ topic }) => gatherer.add(topic),
      onState: (state) => {
        if (state === 'open' && wasClosed) void queryClient.invalidateQueries()
        wasClosed = state === 'closed'
        noteLive(state === 'open')
      },
      signal: controller.signal,
    })
    // If the server rejects the stream, for example after a sign-out in another tab, the stream ends. The affected queries then show the error.
    watching.catch(() => {
      noteLive(false)
      void queryClient.invalidateQueries({ queryKey: ['session'] })
    })
    return () => {
      controller.abort()
      noteLive(false)
      gatherer.stop()
    }
  }, [topics, queryClient, isAway])
  return null
}

/**
 * Collects the topics that changed. Reports the first change at once, and then all changes of the next quarter of a second together. So even if the market
 * changes often, a query fetches at most four times per second.
 */
function gatherTopics(queryClient: QueryClient): { add(topic: string): void; stop(): void } {
  const changed = new Set<string>()
  let timer = 0
  function flush(): void {
    timer = changed.size === 0 ? 0 : window.setTimeout(flush, gatherMs)
    const keys = new Map([...changed].flatMap((topic) => keysOfTopic(topic).map((key) => [key.join(':'), key] as const)))
    changed.clear()
    for (const key of keys.values()) void queryClient.invalidateQueries({ queryKey: key })
  }
  return {
    add(topic) {
      changed.add(topic)
      if (timer === 0) flush()
    },
    stop() {
      window.clearTimeout(timer)
    },
  }
}
