'use client'
import { useEffect } from 'react'
import { followTopic } from '#web/parts/live/liveTopics.ts'

/** Keeps what a topic shows fresh while the component is on screen. Null follows nothing. */
export function useLiveTopic(topic: string | null): void {
  useEffect(() => (topic === null ? undefined : followTopic(topic)), [topic])
}
