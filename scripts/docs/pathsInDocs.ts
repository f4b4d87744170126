import type { Finding, SourceFile } from '../tidy/sourceFile.ts'

const topFolders = ['apps', 'packages', 'contracts', 'docs', 'scripts', 'e2e', 'deploy', 'prisma']
const sourceEndings = /\.(ts|tsx|mjs|cjs|sol|tree|md|prisma|sql|py|sh)$/

/**
 * Returns the links and the paths in backticks that lead to nothing in `paths`. A text in backticks counts as a path if it begins with a folder of the root, or
 * ends like a source file. It is right if it exists relative to the root or to the document's folder, or if one of `paths` ends with it. `*` in it matches any
 * part of a name.
 */
export function pathsInDocs(files: readonly SourceFile[], paths: readonly string[]): Finding[] {
  const known = new Set(paths.flatMap(withFolders))
  const all = [...known]
  const matches = (pattern: RegExp) => all.some((candidate) => pattern.test(candidate))
  const exists = (path: string) => (path.includes('*') ? matches(new RegExp(`^${wild(path)}$`)) : known.has(path))
  const endsAPath = (path: string) => matches(new RegExp(`/${wild(path)}$`))
  return files
    .filter(({ path }) => isDocument(path))
    .flatMap(({ path, text }) => {
      const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : ''
      const missing = codeSpans(text).filter((code) => {
        const named = code.replace(/:\d+(-\d+)?$/, '').replace(/\/$/, '')
        if (!looksLikePath(named)) return false
        return !variants(named).every((variant) => exists(variant) || exists(joined(folder, variant)) || endsAPath(variant))
      })
      const lost = linksIn(text).filter((href) => !exists(joined(folder, href)))
      const add = (message: string): Finding => ({ path, rule: 'paths-in-docs', message })
      return [
        ...missing.map((code) => add(`names \`${code}\`, which does not exist`)),
        ...lost.map((href) => add(`links to ${href}, which does not exist`)),
      ]
    })
}

/**
 * Returns true for the documents that this rule checks: pages that describe the present state. The changelog describes the past, and the pages in Chinese
 * repeat the paths of the English ones.
 */
function isDocument(path: string): boolean {
  if (!path.endsWith('.md')) return false
  return (
    /(^|\/)README\.md$/.test(path) || /^[A-Z]+\.md$/.test(path.replace('CHANGELOG.md', '')) || /^docs\/([^/]+|adr\/[^/]+|guides\/[^/]+)$/.test(path)
  )
}

function looksLikePath(text: string): boolean {
  if (/[\s<>$#?=(…@:]|^[/~.]|\.\.\.|^https?/.test(text) && !text.startsWith('.dependency')) return false
  const [first = ''] = text.split('/')
  return (text.includes('/') && topFolders.includes(first)) || sourceEndings.test(text)
}

/** Returns the texts in backticks outside of fenced blocks. */
function codeSpans(text: string): string[] {
  return [...withoutFences(text).matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map(([, code = '']) => code)
}

/** Returns the targets of relative links, without their anchors. */
function linksIn(text: string): string[] {
  const bare = withoutFences(text).replace(/`[^`\n]*`/g, '')
  return [...bare.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, href = '']) => {
    const [target = ''] = href.split('#')
    return target === '' || /^([a-z]+:|\/)/.test(target) ? [] : [target]
  })
}

function withoutFences(text: string): string {
  return text.replace(/^\s*```[\s\S]*?^\s*```/gm, '')
}

/** Expands braces as a shell does: `a/{b,c}.ts` becomes `a/b.ts` and `a/c.ts`. */
function variants(text: string): string[] {
  const found = /^(.*?)\{([^{}]*)\}(.*)$/.exec(text)
  if (found === null) return [text]
  const [, before = '', inside = '', after = ''] = found
  return inside.split(',').flatMap((part) => variants(`${before}${part}${after}`))
}

function joined(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

/** Returns the path of a file and the paths of all folders above it. */
function withFolders(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** Converts a path with `*` into the source of a regular expression; `*` matches any part of a name. */
function wild(path: string): string {
  return path
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*')
}
