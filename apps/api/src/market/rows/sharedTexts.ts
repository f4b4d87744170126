import type { MarketNode } from '../machines/marketNode.ts'

/** The texts of nodes, except their names. Many nodes have the same text. Each different text is stored only once, so a search reads it only once. */
export type SharedTexts = {
  /** Returns the number under which a node's text is stored, and counts one more node that uses it. Stores the text if it is new. */
  take(node: MarketNode): number
  /** Decreases the number of nodes that use a text. When no node uses the text any longer, its number can be given to another text. */
  release(textId: number): void
  /** Returns a text in lower case, one field per line. */
  text(textId: number): string
  /** Returns a number that is larger than the number of every stored text. */
  size(): number
}

/** Creates an empty store of the texts of nodes. */
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
