import { languages } from '#web/i18n/reading.ts'

/**
 * Returns the new URL of a link in the docs page `file`. A path is relative to the folder of `file`: `other.md` becomes `/docs/…/other`, and the folder of
 * a language is left out. A picture becomes `/docs/images/…`. A folder directly in the docs becomes `/docs`. Links with http or https, anchors and absolute
 * paths do not change. Returns null if the site does not show the target, such as a code file, or if the link has another scheme.
 */
export function docHref(href: string, file: string): string | null {
  if (/^https?:\/\//.test(href) || href.startsWith('#') || /^\/(?!\/)/.test(href)) return href
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith('//')) return null
  const [target = '', anchor] = href.split('#')
  const folder = file.split('/').slice(0, -1)
  for (const part of target.replace(/\.md$/, '').split('/')) {
    if (part === '..' && folder.length === 0) return null
    if (part === '..') folder.pop()
    else if (part !== '.') folder.push(part)
  }
  if (languages.some((language) => language === folder[0])) folder.shift()
  // A picture has one file for all languages.
  if (/^images\/[a-z0-9][a-z0-9-]*\.(webp|svg)$/.test(folder.join('/'))) return `/docs/${folder.join('/')}`
  // The site has no page for a folder; the list of all docs shows its content.
  if (!target.endsWith('.md')) return folder.length === 1 ? '/docs' : null
  return `/docs/${folder.join('/')}${anchor === undefined ? '' : `#${anchor}`}`
}
