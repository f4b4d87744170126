import type { MarketNode } from './marketNode.ts'

/**
 * Whether a node has each of some words, separated by spaces, in its name, class, region, place or models, whatever their case. What many nodes
 * have in common is looked at once.
 */
export function hasWords(wanted: string): (node: MarketNode) => boolean {
  const words = wanted
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = words.map((word) => remembered((text) => text.toLowerCase().includes(word)))
  return ({ name, className, regionName, city, country, cpuModel, gpuModel }) =>
    words.every((word, at) => {
      const isIn = found[at] as (text: string | null) => boolean
      const isShared = isIn(className) || isIn(regionName) || isIn(city) || isIn(country) || isIn(cpuModel) || isIn(gpuModel)
      return isShared || name.toLowerCase().includes(word)
    })
}

function remembered(ask: (text: string) => boolean): (text: string | null) => boolean {
  const answers = new Map<string, boolean>()
  return (text) => {
    if (text === null) return false
    const known = answers.get(text)
    if (known !== undefined) return known
    const answer = ask(text)
    answers.set(text, answer)
    return answer
  }
}
