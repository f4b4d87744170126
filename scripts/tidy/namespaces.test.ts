import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from '@swc/core'
import { expect, test } from 'vitest'

const web = new URL('../../apps/web/', import.meta.url).pathname
const app = join(web, 'app')
/**
 * Folders that have their own list of messages although they are inside of another part of the site, because the other pages of that part use few of these
 * messages.
 */
const innerParts = ['gpus/[node]']
/** Files that are used on every page or that show an error. */
const frameFiles = ['layout.tsx', 'error.tsx', 'not-found.tsx'].map((name) => join(app, name))

test("sends the browser the messages of each part's components: run with -u after a change", async () => {
  // A folder such as `llms.txt` answers with a text file and has no page, so leave it out.
  const folders = readdirSync(app, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== 'api')
  const parts = folders.filter(({ name }) => entriesBelow(join(app, name)).length > 0)
  const found: Record<string, string> = { frame: namespacesOf(frameFiles), home: namespacesOf([join(app, 'page.tsx')]) }
  for (const { name } of parts) found[name] = namespacesOf(entriesBelow(join(app, name)))
  for (const name of innerParts) found[name] = namespacesOf(entriesBelow(join(app, name)))
  expect(found['frame']).toContain('session')
  expect(found['gpus']).not.toContain('provide')
  await expect(`${JSON.stringify(found, null, 2)}\n`).toMatchFileSnapshot(join(web, 'i18n/namespaces.json'))
  for (const name of [...parts.map((part) => part.name), ...innerParts])
    expect(readFileSync(join(app, name, 'layout.tsx'), 'utf8')).toContain(`<PageMessages of="${name}">`)
})

function entriesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /^(page|layout|error|not-found|loading|template)\.tsx$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => innerParts.every((inner) => folder === join(app, inner) || !path.startsWith(join(app, inner, '/'))))
}

/**
 * Returns the namespaces (first words of message keys, such as `book.template`) that these files, and all files that they import, even dynamically, use in the
 * browser. Leaves out a namespace inside of another one of the list.
 */
function namespacesOf(entries: readonly string[]): string {
  const names = new Set<string>()
  const seen = new Set<string>()
  const toSee = entries.map((path) => ({ path, isClient: false }))
  for (let next = toSee.pop(); next !== undefined; next = toSee.pop()) {
    const module = moduleOf(next.path)
    const isClient = next.isClient || module.isClient
    const key = `${isClient} ${next.path}`
    if (seen.has(key)) continue
    seen.add(key)
    if (isClient) for (const name of module.names) names.add(name)
    toSee.push(...module.imports.map((path) => ({ path, isClient })))
  }
  const isInside = (name: string) => [...names].some((other) => name.startsWith(`${other}.`))
  return [...names]
    .filter((name) => !isInside(name))
    .sort()
    .join(' ')
}

type Seen = { readonly isClient: boolean; readonly names: readonly string[]; readonly imports: readonly string[] }
const modules = new Map<string, Seen>()

function moduleOf(path: string): Seen {
  const known = modules.get(path)
  if (known !== undefined) return known
  const source = readFileSync(path, 'utf8')
  // A template such as `book.${step}` uses all messages of `book`.
  const calls = [...source.matchAll(/\buseTranslations\((['`]?)((?:[a-zA-Z]+\.(?!\$))*[a-zA-Z]+)?/g)]
  if (calls.some(([, quote, name]) => quote === '' || name === undefined)) throw new Error(`${path}: useTranslations needs a namespace in words`)
  const imports = [...importsOf(source), ...[...source.matchAll(/\bimport\('([^']+)'\)/g)].map(([, from]) => from ?? '')]
  const module = {
    isClient: /^(\/\/.*\n|\s)*['"]use client['"]/.test(source),
    names: calls.map(([, , name]) => name ?? ''),
    imports: imports.map((from) => pathOf(from, path)).filter((found) => found !== null),
  }
  modules.set(path, module)
  return module
}

/** Returns the modules that a module imports or re-exports, without type-only imports. */
function importsOf(source: string): string[] {
  const { body } = parseSync(source, { syntax: 'typescript', tsx: true })
  return body.flatMap((item) => {
    if (item.type === 'ImportDeclaration') return item.typeOnly ? [] : [item.source.value]
    return item.type === 'ExportNamedDeclaration' && item.source ? [item.source.value] : []
  })
}

function pathOf(from: string, importer: string): string | null {
  const path = from.startsWith('#web/') ? join(web, from.slice('#web/'.length)) : from.startsWith('.') ? join(dirname(importer), from) : null
  return path !== null && /\.tsx?$/.test(path) && existsSync(path) ? path : null
}
