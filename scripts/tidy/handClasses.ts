import type { Finding, SourceFile } from './sourceFile.ts'

/** The file with the names of all classes that style sheets of the pages may still define. */
const listFile = 'scripts/tidy/hand-classes.json'

/**
 * Returns a finding for each class of a style sheet of `apps/web` that `hand-classes.json` does not list, and for each listed class that no style sheet defines.
 * So the list can only become shorter: new parts of a page use the utilities of Tailwind, whose tokens are in apps/web/styles/theme.css.
 */
export function handClasses(files: readonly SourceFile[]): Finding[] {
  const listed = new Set(JSON.parse(files.find(({ path }) => path === listFile)?.text ?? '[]') as string[])
  const sheets = files.filter(({ path }) => /^apps\/web\/.*\.css$/.test(path))
  const defined = sheets.flatMap(({ path, text }) => [...classesOf(text)].map((name) => ({ path, name })))
  const names = new Set(defined.map(({ name }) => name))
  return [
    ...defined.flatMap(({ path, name }) => (listed.has(name) ? [] : [finding(path, `.${name} is a new class: use utilities of Tailwind`)])),
    ...[...listed].flatMap((name) => (names.has(name) ? [] : [finding(listFile, `${name} is no class any longer: remove it from the list`)])),
  ]
}

/** Returns the names of the classes in the selectors of a style sheet. */
export function classesOf(sheet: string): Set<string> {
  const selectors = sheet.replaceAll(/\/\*.*?\*\/|@import[^;]*;/gs, '').matchAll(/([^{}]+)\{/g)
  return new Set([...selectors].flatMap(([, selector = '']) => [...selector.matchAll(/\.(-?[a-zA-Z_][\w-]*)/g)].map(([, name = '']) => name)))
}

const finding = (path: string, message: string): Finding => ({ path, rule: 'hand-classes', message })
