/** Words that occur in every text, so they find nothing. */
const common = new Set(
  'a an and are as at be by can do does for from get happen happened happens have how i if in is it me my of on or so the this to was what when where which why will with you your'.split(
    ' ',
  ),
)

/** Words of other markets and tools, with our words for the same things. */
// A Map, because an object also answers for words such as “constructor”.
const ours: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    ...{ instance: ['lease'], pod: ['lease'], deployment: ['lease'], rental: ['lease'], vm: ['machine'], host: ['machine'] },
    ...{ vscode: ['vs', 'code'], notebook: ['jupyter'], terminate: ['end'], payout: ['earn'], login: ['sign'] },
  }),
)

/**
 * Returns the search terms of a text: words without common endings, and pairs of Chinese characters, because Chinese has no spaces. Index and search
 * use the same terms. Pure.
 */
export function docTerms(text: string): string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[\p{Script=Latin}\p{N}]+/gu) ?? []).flatMap((run) => {
    if (/\p{Script=Han}/u.test(run)) return pairsOf([...run])
    return common.has(run) ? [] : (ours.get(stemOf(run)) ?? [stemOf(run)])
  })
}

function pairsOf(characters: readonly string[]): string[] {
  if (characters.length === 1) return [...characters]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}

/** Removes a plural or verb ending from an English word of at least five letters. */
function stemOf(word: string): string {
  return word.length < 5 ? word : word.replace(/(?:ing|ed|es|s)$/, '')
}
