import { useSyncExternalStore } from 'react'
import { mostCompared, nodesOf } from '#web/features/compare/nodesOf.ts'

type Listener = () => void

const place = 'infinitio.compared'
const listeners = new Set<Listener>()
let known: { readonly text: string | null; readonly nodes: readonly string[] } = { text: null, nodes: [] }

/**
 * Returns the machines that are compared in this browser tab, in the order in which they were chosen. The array stays the same object until the list changes.
 */
export function comparedNodes(): readonly string[] {
  const text = window.sessionStorage.getItem(place)
  if (text !== known.text) known = { text, nodes: nodesOf(text) }
  return known.nodes
}

/** Adds a machine, unless four are already chosen. */
export function compareNode(node: string): void {
  if (comparedNodes().length < mostCompared) keep([...comparedNodes(), node])
}

/** Removes a machine from the comparison. */
export function uncompareNode(node: string): void {
  keep(comparedNodes().filter((other) => other !== node))
}

/** Removes all machines from the comparison. */
export function clearCompared(): void {
  keep([])
}

/** Calls `listener` when the list changes. Returns a function that unsubscribes it. */
export function onComparedChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function keep(nodes: readonly string[]): void {
  window.sessionStorage.setItem(place, nodes.join(','))
  for (const listener of listeners) listener()
}

/** The list of compared machines on the server, and in the browser's first render, when the tab's storage is not read yet. It is empty. */
export const unreadNodes: readonly string[] = []

/** Returns the machines that this tab compares. Returns `unreadNodes` on the server and in the first render. */
export function useComparedNodes(): readonly string[] {
  return useSyncExternalStore(onComparedChange, comparedNodes, () => unreadNodes)
}
