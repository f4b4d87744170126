type Listener = () => void

const counts = new Map<string, number>()
const listeners = new Set<Listener>()
let snapshot = ''

/** Returns the topics of the event stream (kinds of changes) that the visible components need, as they are written in the stream's URL. */
export function currentTopics(): string {
  return snapshot
}

/** Calls `listener` whenever the visible components need other topics of the event stream than before. Returns a function that stops this. */
export function onTopicsChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Subscribes to a topic until the returned function is called. Several components may subscribe to the same topic. */
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
