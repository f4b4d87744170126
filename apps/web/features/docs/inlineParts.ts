import { languages } from '#web/i18n/reading.ts'

/** A stretch of a line of markdown. */
export type InlinePart =
  | { readonly kind: 'text' | 'code' | 'strong' | 'stress'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g

/** Cuts a line into code, strong and stressed words, links and the text between. Links that are no web or page address stay text. */
export function inlineParts(line: string): InlinePart[] {
  const parts: InlinePart[] = []
  let at = 0
  for (const match of line.matchAll(pattern)) {
    const [whole, code, strong, stress, label, href] = match
    if (match.index > at) parts.push({ kind: 'text', text: line.slice(at, match.index) })
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (strong !== undefined) parts.push({ kind: 'strong', text: strong })
    else if (stress !== undefined) parts.push({ kind: 'stress', text: stress })
    else if (label !== undefined && href !== undefined && isSafe(href)) parts.push({ kind: 'link', text: label, href })
    else parts.push({ kind: 'text', text: label ?? whole })
    at = match.index + whole.length
  }
  if (at < line.length) parts.push({ kind: 'text', text: line.slice(at) })
  return parts
}

/**
 * Where a link in a docs page leads on the site: `other.md` beside its `file` becomes that page under /docs, in whichever language the reader reads. Null for
 * what the site does not show, as a file of the code.
 */
export function docHref(href: string, file: string): string | null {
  if (/^https?:/.test(href) || href.startsWith('/') || href.startsWith('#')) return href
  const [target = '', anchor] = href.split('#')
  const folder = file.split('/').slice(0, -1)
  for (const part of target.replace(/\.md$/, '').split('/')) {
    if (part === '..') folder.pop()
    else if (part !== '.') folder.push(part)
  }
  if (languages.some((language) => language === folder[0])) folder.shift()
  // A folder has no page of its own: the docs list what is in it.
  if (!target.endsWith('.md')) return folder.length === 1 ? '/docs' : null
  return `/docs/${folder.join('/')}${anchor === undefined ? '' : `#${anchor}`}`
}

function isSafe(href: string): boolean {
  return /^https?:\/\//.test(href) || !/^[a-z][a-z0-9+.-]*:/i.test(href)
}
