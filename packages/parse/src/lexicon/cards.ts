import type { Catalogue, CatalogueClass } from './catalogue.ts'

/** A graphics card: the words that its name in a catalogue must contain, and the pattern of names that people and tools write. */
type Card = { readonly words: readonly string[]; readonly pattern: RegExp }

const maker = String.raw`(?:(?:nvidia|geforce|tesla|amd|radeon|instinct|rtx)[\s_-]*)*`
const shapePattern = String.raw`(?:[\s_-]*(?<shape>sxm|hgx|dgx|pcie)\d?)?`
const memory = String.raw`(?:[\s_(-]*(?<gib>\d{2,3})[\s-]*(?:gi?b|g)\)?(?![a-z0-9]))?(?:[\s_-]*hbm\d?e?)?`
const end = '(?![a-z0-9])'

/**
 * Cards that a catalogue of this project can have, as the agent names them (`gpuClassName`). If one name is the beginning of another, the longer name comes
 * first.
 */
const cards: readonly Card[] = [
  card('h200'),
  card('h100'),
  card('b200'),
  card('a100'),
  card('l40s'),
  card('l4'),
  card('t4'),
  card('a10g'),
  card('v100'),
  card('mi355x'),
  card('mi350x'),
  card('mi325x'),
  card('mi300x'),
  card('mi250', 'mi250x?'),
  card('mi210'),
  card('mi100'),
  card('w7900', String.raw`(?:pro[\s_-]*)?w7900`),
  card('r9700', String.raw`(?:ai[\s_-]*)?(?:pro[\s_-]*)?r9700`),
  card('7900 xtx', String.raw`(?:rx[\s_-]*)?7900[\s_-]*xtx`),
  card('pro 6000', String.raw`(?:pro[\s_-]*6000|6000[\s_-]*pro)(?:[\s_-]*(?:blackwell|workstation|server|edition|max-q))*`),
  card('a6000'),
  card('5090'),
  card('4090'),
]

/** Matches suffixes after which a name means another card, such as "Ti" or "laptop". */
const otherVariant = /[\s_-]*(?:nvl|laptop|mobile|ada|d|ti|super|max-?q)(?![a-z0-9])(?:[\s_-]*\d{2,3}\s*(?:gi?b|g)(?![a-z0-9]))?/y

/**
 * A graphics card that was found in a text. `classes` are its classes in the market's catalogue; the list is empty if the catalogue does not have the card.
 * `to` is the position after its name.
 */
export type FoundCard = { readonly classes: readonly CatalogueClass[]; readonly to: number }

/**
 * Returns the card with a name that begins at `from` in the text, or null if there is none. The result has no class if the text names another variant of the
 * card, or a memory size that no class of this card in the catalogue has.
 */
export function cardAt(text: string, from: number, { classes }: Catalogue): FoundCard | null {
  for (const { words, pattern } of cards) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (match === null) continue
    otherVariant.lastIndex = pattern.lastIndex
    const isOther = otherVariant.test(text)
    if (isOther) return { classes: [], to: otherVariant.lastIndex }
    const { gib, shape } = match.groups ?? {}
    const named = classes.filter(({ name }) => hasWords(name, gib === undefined ? words : [...words, gib]))
    return { classes: ofShape(named, shape), to: pattern.lastIndex }
  }
  strangeCard.lastIndex = from
  return strangeCard.test(text) ? { classes: [], to: strangeCard.lastIndex } : null
}

/**
 * Returns only the classes with this form factor (`sxm` or `pcie`). A class without SXM in its name counts as PCIe. Returns all classes if no form factor is
 * given, or if none of them is SXM.
 */
function ofShape(named: readonly CatalogueClass[], shape: string | undefined): readonly CatalogueClass[] {
  const isSxm = ({ name }: CatalogueClass): boolean => hasWords(name, ['sxm'])
  if (shape === undefined) return named
  if (shape === 'pcie') return named.filter((one) => !isSxm(one))
  return named.some(isSxm) ? named.filter(isSxm) : named
}

/** Matches the names of cards that no catalogue of this project has. */
const strangeCard = new RegExp(
  String.raw`(?:(?:nvidia|geforce|tesla|quadro|amd|radeon|instinct|intel)[\s_-]*)*(?:(?:rtx|gtx|gt|rx|arc)[\s_-]*(?:pro[\s_-]*)?[a-z]?\d{3,4}|[1-9]0[5-9]0|[ablphkm]\d{2,4}[a-z]?|g[bh]\d{3}|mi\d{2,3}[a-z]?|tpu[\s_-]*v\d[a-z]?)(?:[\s_-]*(?:ti|super|xtx?|ada|nvl|pcie|gre|d))*(?:[\s_-]*\d{2,3}\s*(?:gi?b|g))?${end}`,
  'y',
)

function card(words: string, pattern: string = words): Card {
  return { words: words.split(' '), pattern: new RegExp(`${maker}${pattern}s?${shapePattern}${memory}${end}`, 'y') }
}

function hasWords(name: string, words: readonly string[]): boolean {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/)
  return words.every((word) => parts.includes(word))
}
