import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

/** Files whose names are fixed by a framework or by their role: routes of Next, entry points, programs. */
const fixedNames =
  /(^|\/)(index|main|page|layout|template|loading|error|not-found|global-error|route|robots|sitemap|manifest|middleware|instrumentation|proxy|request)\.tsx?$/

/**
 * Checks that a file with one export has the name of that export. The file name may leave out the word of its folder: `wire/ask.ts` exports `askWire`, and the
 * type `Ask`. A file with several exports is named after their topic, like `hourWord.ts`.
 */
export function namedAsExported(file: SourceFile): Finding[] {
  if (!isProductCode(file) || fixedNames.test(file.path) || /^apps\/web\/app\//.test(file.path)) return []
  const stem = (file.path.split('/').at(-1) ?? '').split('.')[0] ?? ''
  // In most files, a text search finds an export with the name of the file. A file is parsed only if the search finds none.
  const shown = [...file.text.matchAll(/^export (?:async )?(?:function\*?|const|class|type|interface) (\w+)/gm)].map(([, name]) =>
    String(name).toLowerCase(),
  )
  if (shown.some((name) => name.includes(stem.toLowerCase()))) return []
  const names = exportedNames(file)
  const words = new Set(names.map((name) => name.toLowerCase()))
  if (words.size !== 1 || [...words].some((word) => word.includes(stem.toLowerCase()))) return []
  return [{ path: file.path, rule: 'named-as-exported', message: `exports ${names.slice(0, 4).join(', ')}, but is called ${stem}` }]
}

/** Returns the exported names of a file, types included. `export *` and a default export without a name are left out. */
export function exportedNames(file: SourceFile): string[] {
  return file.tree().body.flatMap((item) => {
    if (item.type === 'ExportNamedDeclaration') {
      return item.specifiers.flatMap((specifier) => {
        if (specifier.type !== 'ExportSpecifier') return []
        return [(specifier.exported ?? specifier.orig).value]
      })
    }
    if (item.type === 'ExportDefaultDeclaration') return 'identifier' in item.decl && item.decl.identifier ? [item.decl.identifier.value] : []
    if (item.type !== 'ExportDeclaration') return []
    const { declaration } = item
    if (declaration.type === 'VariableDeclaration') {
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.value] : []))
    }
    if ('identifier' in declaration) return [declaration.identifier.value]
    if ('id' in declaration && declaration.id.type === 'Identifier') return [declaration.id.value]
    return []
  })
}
