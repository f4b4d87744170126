import { useSyncExternalStore } from 'react'
import { mostCompared, nodesOf } from '#web/features/compare/comparison.ts'

type Listener = () => void

const place = 'infinitio.compared'
const listeners = new Set<Listener>()
let known: { readonly text: string | null; readonly nodes: readonly string[] } = { text: null, nodes: [] }

/** The machines that this tab holds together to compare, in the order they were chosen: the same list until it changes. */
export function comparedNodes(): readonly string[] {
  const text = window.sessionStorage.getItem(place)
  if (text !== known.text) known = { text, nodes: nodesOf(text) }
  return known.nodes
}

/** Adds a machine; one more than four is not taken. */
export function compareNode(node: string): void {
  if (comparedNodes().length < mostCompared) keep([...comparedNodes(), node])
}

/** Takes a machine out. */
export function uncompareNode(node: string): void {
  keep(comparedNodes().filter((other) => other !== node))
}

/** Takes all out. */
export function clearCompared(): void {
  keep([])
}

/** Calls `listener` when the list changes. Returns how to stop. */
export function onComparedChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function keep(nodes: readonly string[]): void {
  window.sessionStorage.setItem(place, nodes.join(','))
  for (const listener of listeners) listener()
}

const none: readonly string[] = []

/** The machines that this tab holds together to compare; none while the server renders. */
export function useComparedNodes(): readonly string[] {
  return useSyncExternalStore(onComparedChange, comparedNodes, () => none)
}
