/**
 * The words and phrases of several languages with their meanings. The keys have no spaces and no punctuation, so that `New York`, `new-york` and `newyork` have
 * the same key.
 */
export type Phrases<Meaning> = {
  readonly meanings: ReadonlyMap<string, Meaning>
  readonly words: readonly string[]
  readonly mostWords: number
  readonly mostSigns: number
}

/** Makes a list of phrases with their meanings. If a phrase occurs in several rows, the meaning of the first row counts. */
export function phrasesOf<Meaning>(rows: Iterable<readonly [phrase: string, meaning: Meaning]>): Phrases<Meaning> {
  const meanings = new Map<string, Meaning>()
  const words: string[] = []
  let mostWords = 1
  let mostSigns = 1
  for (const [phrase, meaning] of rows) {
    const key = keyOf(phrase)
    if (key === '' || meanings.has(key)) continue
    meanings.set(key, meaning)
    if (isChinese(key)) mostSigns = Math.max(mostSigns, key.length)
    else {
      const parts = wordsOf(phrase)
      words.push(...parts)
      mostWords = Math.max(mostWords, parts.length)
    }
  }
  return { meanings, words, mostWords, mostSigns }
}

/**
 * Returns the longest phrase that begins at `from` in a folded text, and where it ends, or null if no phrase begins there. A phrase of letters must end where a
 * word ends.
 */
export function phraseAt<Meaning>({ meanings, mostWords, mostSigns }: Omit<Phrases<Meaning>, 'words'>, text: string, from: number) {
  let best: { readonly meaning: Meaning; readonly to: number } | null = null
  if (isChinese(text[from] ?? '')) {
    for (let length = Math.min(mostSigns, text.length - from); length > 0 && best === null; length -= 1) {
      const meaning = meanings.get(keyOf(text.slice(from, from + length)))
      if (meaning !== undefined) best = { meaning, to: from + length }
    }
    return best
  }
  let key = ''
  let at = from
  for (let count = 0; count < mostWords; count += 1) {
    wordPattern.lastIndex = at
    const match = wordPattern.exec(text)
    if (match === null || (count === 0 && match[1] !== '')) break
    key += match[2] ?? ''
    at = wordPattern.lastIndex
    const meaning = meanings.get(key)
    if (meaning !== undefined) best = { meaning, to: at }
  }
  return best
}

/** Removes spaces and punctuation from a folded phrase. */
export function keyOf(phrase: string): string {
  return phrase.replaceAll(/[\s.'_&-]+/g, '')
}

/** Returns the words in a simplified phrase. A word is a sequence of letters and digits. */
export function wordsOf(phrase: string): string[] {
  return phrase.match(/[a-z0-9]+/g) ?? []
}

/** Returns true if a text begins with a Chinese character. */
export function isChinese(text: string): boolean {
  return /^\p{Script=Han}/u.test(text)
}

const wordPattern = /([\s.'_&-]{0,3})([a-z0-9]+)/y
