'use client'
import { useSyncExternalStore } from 'react'
import { comparedNodes, onComparedChange } from '#web/features/compare/comparedNodes.ts'

const none: readonly string[] = []

/** The machines that this tab holds together to compare; none while the server renders. */
export function useComparedNodes(): readonly string[] {
  return useSyncExternalStore(onComparedChange, comparedNodes, () => none)
}
