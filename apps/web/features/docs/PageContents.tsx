import { toString as textOf } from 'mdast-util-to-string'
import { useTranslations } from 'next-intl'
import { docTree } from '#web/features/docs/docTree.ts'
import { headingsOf } from '#web/features/docs/headingAnchors.ts'
import type { Doc } from '#web/features/docs/readDoc.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** A page with at least this many sections gets a list of contents. */
const fewestParts = 4

/** Shows links to the sections of a long page: beside the page on a wide screen, in a folded list above it on a narrow screen. Short pages have no list. */
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

/** Returns the second-level headings of a page, each with the anchor that the English page has for it. Pure. */
export function partsOf({ text, anchors }: Pick<Doc, 'text' | 'anchors'>): readonly { readonly anchor: string; readonly title: string }[] {
  return headingsOf(docTree(text)).flatMap((heading, at) => {
    const anchor = anchors[at]
    return heading.depth === 2 && anchor !== undefined ? [{ anchor, title: textOf(heading) }] : []
  })
}
