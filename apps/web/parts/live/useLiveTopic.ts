'use client'
import { useEffect } from 'react'
import { followTopic } from '#web/parts/live/liveTopics.ts'

/**
 * Follows a topic of the event stream (a kind of change, such as `listings`) while the component is on screen, so that its data stays up to date. Null follows
 * nothing.
 */
export function useLiveTopic(topic: string | null): void {
  useEffect(() => (topic === null ? undefined : followTopic(topic)), [topic])
}
