'use client'
import { useEffect } from 'react'
import { followTopic } from '#web/parts/live/liveTopics.ts'

/** Updates the data of a topic automatically while the component is on screen. Null subscribes to nothing. */
export function useLiveTopic(topic: string | null): void {
  useEffect(() => (topic === null ? undefined : followTopic(topic)), [topic])
}
