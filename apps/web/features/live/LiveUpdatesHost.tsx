'use client'
import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { currentTopics, onTopicsChange } from '#web/features/live/liveTopics.ts'

const LiveUpdates = dynamic(() => import('#web/features/live/LiveUpdates.tsx').then((module) => module.LiveUpdates), { ssr: false })

/** The place of the event stream; its script loads once something on screen wants to be told, after the page itself. */
export function LiveUpdatesHost() {
  const topics = useSyncExternalStore(onTopicsChange, currentTopics, () => '')
  return topics === '' ? null : <LiveUpdates topics={topics} />
}
