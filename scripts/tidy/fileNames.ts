import type { Finding, SourceFile } from './sourceFile.ts'

const grabBags = /^(utils?|commons?|types?|helpers?|shared|libs?|misc)$/i
/** Names that tools, platforms or readers of addresses require. */
const givenNames = new Set(['apps', 'llms.txt', 'packages', 'README.md', 'CHANGELOG.md', 'LICENSE', 'Dockerfile'])

/** Names that Next requires in the root of the pages. */
const namesOfNext = new Set(['next-env.d.ts', 'instrumentation-client.ts'])

/** Checks the spelling of file and folder names (kebab case, camel case), and refuses collective names such as "utils", which give a file no clear purpose. */
export function fileNames({ path }: SourceFile): Finding[] {
  const parts = path.split('/')
  const found: Finding[] = []
  const add = (rule: string, message: string) => found.push({ path, rule, message })
  for (const [index, part] of parts.entries()) {
    const isFile = index === parts.length - 1
    const stem = isFile ? (part.split('.')[0] ?? part) : part
    const solidityTypes = stem === 'types' && path.startsWith('contracts/')
    if (grabBags.test(stem) && !solidityTypes) add('no-grab-bags', `"${part}" says nothing about what is inside`)
    if (part === 'generated') return found
    if (!isFile && !isFolderName(part, path)) add('casing', `folder "${part}" is not kebab-case`)
  }
  const name = parts.at(-1) ?? ''
  if (!isFileName(name, path)) add('casing', `file "${name}": functions are camelCase.ts, components and contracts PascalCase`)
  return found
}

function isFolderName(name: string, path: string): boolean {
  if (givenNames.has(name) || name.startsWith('.')) return true
  // Exceptions: the test folders of contracts have the names of functions, migrations begin with a timestamp, and Next needs brackets around the names of
  // dynamic and grouped routes.
  if (path.startsWith('contracts/test/') || path.startsWith('prisma/migrations/')) return true
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /^[[(@_].*$/.test(name)
}

function isFileName(name: string, path: string): boolean {
  if (givenNames.has(name) || name.startsWith('.')) return true
  if (path.startsWith('apps/web/app/') || path.startsWith('docs/') || path.startsWith('prisma/')) return true
  const stem = name.split('.')[0] ?? name
  if (name.endsWith('.sol') || name.endsWith('.tree')) return path.startsWith('contracts/test/') || /^[A-Z][A-Za-z0-9]*$/.test(stem)
  if (/\.tsx?$/.test(name)) return /^[A-Za-z][A-Za-z0-9]*$/.test(stem) || /\.config\.ts$/.test(name) || namesOfNext.has(name)
  return true
}
