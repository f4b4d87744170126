import { Braces, CircleAlert, FileText, SquareTerminal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { DocResult } from '#web/features/docs/search/createDocSearch.ts'
import { excerpt, marked, type TextPart } from '#web/features/docs/search/excerpt.ts'

const icons = { guide: FileText, error: CircleAlert, command: SquareTerminal, endpoint: Braces } as const

/** Shows one found entry: its title, its page and the text around the found words. */
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
