import { useTranslations } from 'next-intl'
import { inlineParts } from '#web/features/docs/inlineParts.ts'
import { markdownBlocks } from '#web/features/docs/markdownBlocks.ts'
import type { Doc } from '#web/features/docs/readDoc.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** A page with fewer parts has no list of contents. */
const fewestParts = 4

/** Links the parts of a long page: beside it on a wide screen, folded above it on a narrow screen. A short page has no list. */
export function PageContents({ doc }: { readonly doc: Pick<Doc, 'text' | 'anchors' | 'language'> }) {
  const t = useTranslations('docs')
  const parts = partsOf(doc)
  if (parts.length < fewestParts) return null
  const list = (
    <ol lang={languageTags[doc.language]}>
      {parts.map(({ anchor, title }) => (
        <li key={anchor}>
          <a href={`#${anchor}`}>{title}</a>
        </li>
      ))}
    </ol>
  )
  return (
    <>
      <details className="toc narrow">
        <summary>{t('contents')}</summary>
        {list}
      </details>
      <nav className="toc wide" aria-label={t('contents')}>
        <b className="t13">{t('contents')}</b>
        {list}
      </nav>
    </>
  )
}

/** Returns the second-level headings with the anchors of the English page. Pure. */
export function partsOf({ text, anchors }: Pick<Doc, 'text' | 'anchors'>): readonly { readonly anchor: string; readonly title: string }[] {
  const headings = markdownBlocks(text).filter((block) => block.kind === 'heading')
  return headings.flatMap(({ level, text: title }, at) => {
    const anchor = anchors[at]
    return level === 2 && anchor !== undefined ? [{ anchor, title: plainOf(title) }] : []
  })
}

function plainOf(title: string): string {
  return inlineParts(title)
    .map(({ text }) => text)
    .join('')
}
