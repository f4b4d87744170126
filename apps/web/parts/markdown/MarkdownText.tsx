import type { ReactNode } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'
import { isTameMarkdown } from '#web/parts/markdown/isTameMarkdown.ts'

/** The elements that text from other users may contain. Raw HTML, images and all other elements are shown as plain text or left out. */
const allowed = ['p', 'br', 'strong', 'em', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/**
 * The page uses the first two heading levels, so every heading in the text becomes an h3. Links send no referrer, and `rel` marks them as content of
 * a user.
 */
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

/** Returns web links unchanged. All other links, such as `javascript:` and `data:`, lose their target. */
const keepWeb: NonNullable<Options['urlTransform']> = (url) => (/^https?:\/\/[^\s]+$/i.test(url) && URL.canParse(url) ? url : '')

/** Shows text from another user as Markdown. If the text exceeds the limits of `isTameMarkdown`, it shows the text as written. */
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
