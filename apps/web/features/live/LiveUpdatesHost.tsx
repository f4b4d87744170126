'use client'
import { type ComponentType, useEffect, useState, useSyncExternalStore } from 'react'
import { currentTopics, onTopicsChange } from '#web/parts/live/liveTopics.ts'

const againMs = 3_000

/**
 * Hosts the event stream. Its script loads after the page, when a part of the screen first needs events. If the script does not load, it is loaded again. The
 * page works without it.
 */
export function LiveUpdatesHost() {
  const topics = useSyncExternalStore(onTopicsChange, currentTopics, () => '')
  const [Live, setLive] = useState<ComponentType<{ readonly topics: string }> | null>(null)
  const isWanted = topics !== '' && Live === null
  useEffect(() => {
    if (!isWanted) return
    let timer = 0
    let isOver = false
    function load(): void {
      import('#web/features/live/LiveUpdates.tsx')
        .then(({ LiveUpdates }) => {
          if (!isOver) setLive(() => LiveUpdates)
        })
        .catch(() => {
          if (!isOver) timer = window.setTimeout(load, againMs)
        })
    }
    load()
    return () => {
      isOver = true
      window.clearTimeout(timer)
    }
  }, [isWanted])
  return topics === '' || Live === null ? null : <Live topics={topics} />
}
