import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** One position in a stack trace: the path or URL of a module, its line and its column. */
const position = /(?<file>(?:file:\/\/)?\/[^\s():]+\.mjs):(?<line>\d+):(?<column>\d+)/g

/** The source maps of modules. They are large and seldom needed, so the garbage collector may drop them. Null for a module without a source map. */
const known = new Map<string, WeakRef<SourceMap> | null>()

/**
 * Returns a stack trace in which the positions of bundled modules are replaced by those of their sources. Reads the source maps only now, because Node's own
 * `--enable-source-maps` would keep them in memory from the start. Never throws.
 */
export function stackInSources(stack: string): string {
  return stack.replace(position, (text, file: string, line: string, column: string) => {
    try {
      return inSource(file.startsWith('file:') ? fileURLToPath(file) : file, { line: Number(line), column: Number(column) }) ?? text
    } catch {
      return text
    }
  })
}

function inSource(file: string, { line, column }: { line: number; column: number }): string | null {
  const entry = mapOf(file)?.findEntry(line - 1, column - 1)
  if (entry === undefined || !('originalSource' in entry)) return null
  return `${fileURLToPath(new URL(entry.originalSource, pathToFileURL(file)))}:${entry.originalLine + 1}:${entry.originalColumn + 1}`
}

function mapOf(file: string): SourceMap | null {
  const found = known.get(file)
  if (found === null) return null
  const kept = found?.deref()
  if (kept !== undefined) return kept
  const map = readMap(`${file}.map`)
  known.set(file, map === null ? null : new WeakRef(map))
  return map
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}
