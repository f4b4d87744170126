import { type Finding, isProductCode, type SourceFile } from './sourceFile.ts'

const exported = /^export (?:default )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|type|interface) +([A-Za-z0-9_$]+)/

/** Finds exports of product files without a docblock directly above them. Next's routes, generated files and entry points are exempt. */
export function documentedExports(file: SourceFile): Finding[] {
  if (!isProductCode(file) || /^apps\/web\/app\//.test(file.path) || /\/generated\/|\/index\.ts$/.test(file.path)) return []
  return file.lines.flatMap((line, index) => {
    const name = exported.exec(line)?.[1]
    if (name === undefined || /\*\/\s*$/.test(file.lines[index - 1] ?? '')) return []
    // No docblock is needed for the type of a component's props, or for an export directly below another one.
    if (/Props$/.test(name) || exported.test(file.lines[index - 1] ?? '')) return []
    // Overloads of a function share one docblock. A schema or constant also shares its docblock with the type directly below it.
    const previous = file.lines
      .slice(0, index)
      .reverse()
      .find((above) => exported.test(above))
    if (
      previous !== undefined &&
      exported
        .exec(previous)?.[1]
        ?.toLowerCase()
        .replace(/schema$/, '') === name.toLowerCase()
    )
      return []
    return [{ path: `${file.path}:${index + 1}`, rule: 'documented-exports', message: `${name} has no docblock` }]
  })
}
