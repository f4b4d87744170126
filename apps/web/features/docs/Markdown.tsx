import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import ReactMarkdown, { type Components } from 'react-markdown'
import rehypeHighlight from 'rehype-highlight'
import type { Root } from 'mdast'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { docHref } from '#web/features/docs/docHref.ts'
import { docPlugins } from '#web/features/docs/docTree.ts'
import { headingsOf } from '#web/features/docs/headingAnchors.ts'
import { pictureSize } from '#web/features/docs/pictureSize.ts'
import { recentResults } from '#web/features/docs/recentResults.ts'
import type { Doc } from '#web/features/docs/readDoc.ts'
import { ownAddress } from '#web/features/docs/ownAddress.ts'
import { languageTags, pagePath } from '#web/i18n/reading.ts'

/** Matches the URL of a picture that the screenshot script makes. Each such picture has a second file for the dark theme. */
const taken = /^(\/docs\/images\/[a-z0-9-]+)\.webp$/

/**
 * Shows a screenshot of a guide in the reader's theme. The browser loads only the file for that theme. If `src` is not the URL of such a screenshot, shows
 * only the description of the picture.
 */
function DocPicture({ src, alt }: { readonly src: string; readonly alt: string }) {
  const [, name] = taken.exec(src) ?? []
  if (name === undefined) return alt
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: the script that takes the picture already made it small. */}
      <img className="shot light" src={src} alt={alt} loading="lazy" decoding="async" {...pictureSize} />
      {/* biome-ignore lint/performance/noImgElement: the script that takes the picture already made it small. */}
      <img className="shot dark" src={`${name}-dark.webp`} alt={alt} loading="lazy" decoding="async" {...pictureSize} />
    </>
  )
}

/**
 * Renders a docs page as React elements on the server, so that the browser does not need to load a parser. HTML in the page is not trusted, so it is shown as
 * text.
 */
export function Markdown({ doc }: { readonly doc: Pick<Doc, 'text' | 'file' | 'anchors' | 'language'> }) {
  return (
    <article className="prose" lang={languageTags[doc.language]}>
      {bodyOf(JSON.stringify([doc.file, doc.anchors, ownAddress(doc.text, pagePath())]))}
    </article>
  )
}

/** Renders one page of the docs. Caches the results, so that all requests share the same elements, which is possible because React elements never change. */
const bodyOf = recentResults((page) => {
  const [file, anchors, text] = JSON.parse(page) as [string, readonly string[], string]
  return ReactMarkdown({
    remarkPlugins: [...docPlugins, [setAnchors, anchors]],
    rehypePlugins: [rehypeHighlight],
    components,
    urlTransform: (url) => docHref(url, file) ?? '',
    children: text,
  })
})

/** Gives each heading the anchor that the English page has for it. */
function setAnchors(anchors: readonly string[]) {
  return (tree: Root) => {
    for (const [at, heading] of headingsOf(tree).entries()) heading.data = { ...heading.data, hProperties: { id: anchors[at] } }
  }
}

const components: Components = {
  a: ({ href, children }) => <DocLink href={href}>{children}</DocLink>,
  pre: ({ children }) => (
    <div className="codeblock">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard. */}
      <pre className="mono" tabIndex={0}>
        {children}
      </pre>
      <CopyCode />
    </div>
  ),
  table: ({ children }) => (
    <div className="panel scroll">
      <table className="table">{children}</table>
    </div>
  ),
  img: ({ src, alt }) => <DocPicture src={typeof src === 'string' ? src : ''} alt={alt ?? ''} />,
  th: ({ children }) => <th scope="col">{children}</th>,
}

/** A button that copies the code block in which it is. */
function CopyCode() {
  const t = useTranslations('states')
  return <CopyButton label={t('copy')} doneLabel={t('copied')} />
}

/** A link in a docs page, to another page of the docs or to a website. If the site cannot show the target, only the label remains as text. */
function DocLink({ href, children }: Pick<ComponentProps<'a'>, 'href' | 'children'>) {
  if (href === undefined || href === '') return children
  if (/^https?:/.test(href))
    return (
      <a className="link" href={href} rel="noreferrer">
        {children}
      </a>
    )
  return (
    <Link className="link" href={href}>
      {children}
    </Link>
  )
}
