/** Words that the glossary of the guide for plain English replaces. Texts for people must not contain them. */
const retired: readonly { readonly word: RegExp; readonly write: string }[] = [
  { word: /\b[Nn]odes?\b(?! key)/, write: 'machine' },
  { word: /\bbook(s|ed|ing|ings|able)?\b/i, write: 'rent, lease or order book' },
  { word: /\bmandates?\b/i, write: 'signing permission' },
  { word: /\b(un)?seal(s|ed|ing)?\b/i, write: 'encrypt' },
  { word: /\bstanding\b/i, write: 'resting' },
  { word: /\bby (itself|themselves)\b/i, write: 'automatically' },
  { word: /\b(go|goes|going|went|gone) on\b/i, write: 'continue' },
]

/** Phrases in which a retired word is correct: the order book of a market, a node of a chain, the node key in the contracts, and Node.js. */
const rightWords =
  /\border[- ]books?\b|\b(chain|RPC) nodes?\b|\bnodes? of (a|the|its|another|your|that) chain\b|\bnode keys?\b|\bNode\.js\b|\bNode \d+\b/gi

/** Returns the retired words in a text, each with its replacement: `node: write machine`. */
export function retiredWords(text: string): string[] {
  const rest = text.replaceAll(rightWords, ' ')
  return retired.flatMap(({ word, write }) => {
    const found = word.exec(rest)?.[0]
    return found === undefined ? [] : [`${found}: write ${write}`]
  })
}
