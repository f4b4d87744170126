type Listener = () => void

const counts = new Map<string, number>()
const listeners = new Set<Listener>()
let snapshot = ''

/** The topics that something on screen needs now, as the address of the stream spells them. */
export function currentTopics(): string {
  return snapshot
}

/** Calls `listener` when the set of topics changes. Returns how to stop. */
export function onTopicsChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Asks for a topic until the returned function is called. Several may ask for the same one. */
export function followTopic(topic: string): () => void {
  counts.set(topic, (counts.get(topic) ?? 0) + 1)
  publish()
  return () => {
    const left = (counts.get(topic) ?? 1) - 1
    if (left === 0) counts.delete(topic)
    else counts.set(topic, left)
    publish()
  }
}

function publish(): void {
  const next = [...counts.keys()].sort().slice(0, 20).join(',')
  if (next === snapshot) return
  snapshot = next
  for (const listener of listeners) listener()
}
