import { languages } from '#web/i18n/reading.ts'

/** Holds one piece of a markdown line. */
export type InlinePart =
  | { readonly kind: 'text' | 'code' | 'strong' | 'stress'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }

const pattern = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g

/** Splits a line into code, strong and emphasised text, links and plain text. Links without a web or page address remain text. */
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
 * Returns the site path of a link in a docs page: `other.md` beside `file` becomes a page under /docs, in the reader's language. Null if the site
 * does not show the target, such as a code file.
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
  // A folder has no page; the docs list shows its content.
  if (!target.endsWith('.md')) return folder.length === 1 ? '/docs' : null
  return `/docs/${folder.join('/')}${anchor === undefined ? '' : `#${anchor}`}`
}

function isSafe(href: string): boolean {
  return /^https?:\/\//.test(href) || !/^[a-z][a-z0-9+.-]*:/i.test(href)
}
