import type { ReactNode } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'
import { isTameMarkdown } from '#web/parts/markdown/isTameMarkdown.ts'

/** Elements that a stranger may use. Raw HTML, images and everything else stay plain text or are left out. */
const allowed = ['p', 'br', 'strong', 'em', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/** The page has the headings of the first two levels. A link leaves the site without its address, and search engines give it no weight. */
const components: Components = {
  ...{ h1: Heading, h2: Heading, h3: Heading, h4: Heading, h5: Heading, h6: Heading },
  a: ({ href, children }) =>
    href === undefined || href === '' ? (
      children
    ) : (
      <a className="link" href={href} rel="nofollow noopener noreferrer ugc" target="_blank">
        {children}
      </a>
    ),
}

function Heading({ children }: { readonly children?: ReactNode }) {
  return <h3>{children}</h3>
}

/** Keeps links to other pages on the web; all others, such as `javascript:` and `data:`, lose their target. */
const keepWeb: NonNullable<Options['urlTransform']> = (url) => (/^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : '')

/** A stranger's text as Markdown. A text that is long or nested on purpose is shown as it was written. */
export function MarkdownText({ text }: { readonly text: string }) {
  if (!isTameMarkdown(text)) return <p className="gtext">{text}</p>
  return (
    <div className="gmark">
      <Markdown allowedElements={allowed} unwrapDisallowed components={components} urlTransform={keepWeb}>
        {text}
      </Markdown>
    </div>
  )
}
