import { Braces, CircleAlert, FileText, SquareTerminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { DocResult } from '#web/features/docs/search/createDocSearch.ts'

const icons = { guide: FileText, error: CircleAlert, command: SquareTerminal, endpoint: Braces } as const

/** Shows one search result: its title, its page and the text around the found words. */
export function FoundDoc({ result }: { readonly result: DocResult }) {
  const t = useTranslations('docSearch.kinds')
  const Icon = icons[result.kind]
  return (
    <>
      <Icon className="i" aria-hidden />
      <span className="found">
        <b className={result.kind === 'guide' ? undefined : 'mono'}>
          <Marked parts={marked(result.title, result.terms)} />
        </b>
        <span className="t13 dim">{result.kind === 'guide' ? result.page : t(result.kind)}</span>
        <span className="t13 excerpt">
          <Marked parts={excerpt(result.text, result.terms)} />
        </span>
      </span>
    </>
  )
}

function Marked({ parts }: { readonly parts: readonly TextPart[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text are never reordered.
  return parts.map(({ text, isHit }, at) => (isHit ? <mark key={at}>{text}</mark> : text))
}

/** A piece of a text. `isHit` is true if the piece is a found word. */
type TextPart = { readonly text: string; readonly isHit: boolean }

const length = 140
const before = 40

/** Returns the part of a text around its first found word, about 140 characters long, in pieces. The found words are separate pieces. Pure. */
export function excerpt(text: string, terms: readonly string[]): TextPart[] {
  const first = hitsOf(text, terms)[0]?.index ?? 0
  const start = first <= before ? 0 : Math.max(text.lastIndexOf(' ', first - before), first - 2 * before) + 1
  const rest = text.slice(start, start + length)
  const cut = start + length < text.length ? `${rest.replace(/ \S*$/, '')}…` : rest
  return marked(start === 0 ? cut : `…${cut}`, terms)
}

/** Splits a text at its found words. Pure. */
export function marked(text: string, terms: readonly string[]): TextPart[] {
  const parts: TextPart[] = []
  let at = 0
  for (const { index, 0: hit } of hitsOf(text, terms)) {
    if (index > at) parts.push({ text: text.slice(at, index), isHit: false })
    parts.push({ text: hit, isHit: true })
    at = index + hit.length
  }
  return at < text.length ? [...parts, { text: text.slice(at), isHit: false }] : parts
}

/**
 * Returns the matches of the search terms in a text. Words in terms have lost their endings, so such a term matches each word that begins with it. A Chinese
 * term matches anywhere. Terms have only letters and numbers, so the pattern needs no escaping.
 */
function hitsOf(text: string, terms: readonly string[]) {
  if (terms.length === 0) return []
  const [chinese, words] = [terms.filter((term) => /\p{Script=Han}/u.test(term)), terms.filter((term) => !/\p{Script=Han}/u.test(term))]
  const pattern = [...chinese, ...words.map((word) => `(?<![\\p{Script=Latin}\\p{N}])${word}[\\p{Script=Latin}\\p{N}]*`)].join('|')
  return [...text.matchAll(new RegExp(pattern, 'giu'))]
}
