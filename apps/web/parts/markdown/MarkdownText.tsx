import type { ReactNode } from 'react'
import Markdown, { type Components, type Options } from 'react-markdown'

/** The elements that text from other users may contain. Raw HTML, images and all other elements are shown as plain text or left out. */
const allowed = ['p', 'br', 'strong', 'em', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'hr', 'a', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']

/**
 * The page itself uses the first two heading levels, so every heading in the text becomes an h3. Links send no referrer, and `rel` marks them as content of a
 * user.
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

/** The limits of a text from another user that is rendered as Markdown. Above them, the parser may need seconds or run out of stack. */
const most = { letters: 10_000, lines: 1_000, containers: 8, indent: 24, emphasis: 600, brackets: 300 } as const

/**
 * Returns true if a text is simple enough to be parsed as Markdown: few nested lists and quotes, and few marks (such as `*` and `[`) that the parser must pair.
 * Reads each character once.
 */
export function isTameMarkdown(text: string): boolean {
  if (text.length > most.letters) return false
  let [emphasis, brackets] = [0, 0]
  for (const letter of text) {
    if (letter === '*' || letter === '_' || letter === '`') emphasis += 1
    else if (letter === '[' || letter === '<') brackets += 1
  }
  if (emphasis > most.emphasis || brackets > most.brackets) return false
  const lines = text.split('\n')
  return lines.length <= most.lines && lines.every(isTameLine)
}

/** Returns whether a line opens few quotes and lists. */
function isTameLine(line: string): boolean {
  let [at, containers, indent] = [0, 0, 0]
  while (at < line.length) {
    const letter = line[at] ?? ''
    if (letter === ' ' || letter === '\t') indent += letter === '\t' ? 4 : 1
    else if ('>-*+'.includes(letter) || /[0-9.)]/.test(letter)) containers += letter >= '0' && letter <= '9' ? 0 : 1
    else break
    at += 1
  }
  // A line that consists only of dashes or dots is a horizontal rule or an ellipsis, so it does not begin a list.
  const isRule = at === line.length && !/[> \t0-9]/.test(line.trim())
  return isRule || (containers <= most.containers && indent <= most.indent)
}
