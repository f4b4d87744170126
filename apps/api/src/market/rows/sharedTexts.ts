import type { MarketNode } from '../machines/marketNode.ts'

/** What nodes say in words besides their names, each text once: few texts stand for many nodes, so that a search reads each once. */
export type SharedTexts = {
  /** The number of a node's text. Each call is one use more of it. */
  take(node: MarketNode): number
  /** Ends one use: a text that nobody uses makes room for another. */
  release(textId: number): void
  /** A text in lower case, a field a line. */
  text(textId: number): string
  /** Above every number in use. */
  size(): number
}

/** Makes no texts yet. */
export function sharedTexts(): SharedTexts {
  const texts: { text: string; uses: number }[] = []
  const ids = new Map<string, number>()
  const unused: number[] = []

  function add(text: string): number {
    const id = unused.pop() ?? texts.length
    texts[id] = { text, uses: 0 }
    ids.set(text, id)
    return id
  }

  return {
    take({ className, regionName, city, country, cpuModel, gpuModel }) {
      const text = [className, regionName, city, country, cpuModel, gpuModel].join('\n').toLowerCase()
      const id = ids.get(text) ?? add(text)
      const entry = texts[id] as (typeof texts)[number]
      entry.uses += 1
      return id
    },
    release(textId) {
      const entry = texts[textId] as (typeof texts)[number]
      entry.uses -= 1
      if (entry.uses > 0) return
      ids.delete(entry.text)
      unused.push(textId)
    },
    text: (textId) => (texts[textId] as (typeof texts)[number]).text,
    size: () => texts.length,
  }
}
