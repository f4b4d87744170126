import { type Finding, isTest, type SourceFile } from './sourceFile.ts'

const mostLines = 70

const named = new Set(['FunctionDeclaration', 'ClassMethod', 'MethodProperty'])

type Node = { type: string; span?: { start: number; end: number }; identifier?: { value: string } | null; key?: { value?: string } }

/** Finds functions of more than 70 lines. In tests, only functions with a name count, because the callback of `describe` contains the whole suite. */
export function longFunctions(file: SourceFile): Finding[] {
  if (!mayBeLong(file)) return []
  const bytes = Buffer.from(file.text)
  const base = file.offset() - leadingBytes(file)
  const found: Finding[] = []
  const counted = isTest(file) ? named : new Set([...named, 'ArrowFunctionExpression', 'FunctionExpression'])
  visit(file.tree(), (node) => {
    if (!counted.has(node.type)) return
    if (node.span === undefined) return
    const body = bytes.subarray(node.span.start - base, node.span.end - base).toString()
    const lines = body.split('\n').length
    if (lines > mostLines) {
      const name = node.identifier?.value ?? node.key?.value ?? body.slice(0, 40).split('\n')[0]
      found.push({ path: file.path, rule: 'function-length', message: `${name} has ${lines} lines; ${mostLines} is a screen` })
    }
  })
  return found
}

/** Returns false if the indentation of a formatted file shows that no function has more than 70 lines. This is much faster than parsing the file. */
function mayBeLong(file: SourceFile): boolean {
  const { lines } = file
  if (lines.length <= mostLines) return false
  // Inside a template string, lines may have any indentation.
  if (lines.some((line) => line.split('`').length % 2 === 0)) return true
  const open: { depth: number; at: number }[] = []
  const isLong =
    (last: number) =>
    ({ at }: { at: number }) =>
      last - at + 1 > mostLines && mayOpen(lines[at] ?? '', file)
  return lines.some((line, at) => {
    if (line.trim() === '') return false
    const depth = line.search(/\S/)
    const first = open.findIndex((one) => one.depth >= depth)
    const closed = first === -1 ? [] : open.splice(first)
    // A line between the parameters and the body of a function, such as `}: Options) {`, belongs to that function.
    const goesOn = closed.find((one) => one.depth === depth && /^\s*[)}].*[{(]$/.test(line))
    open.push({ depth, at: goesOn?.at ?? at })
    return closed.some(isLong(at))
  })
}

/**
 * Returns true if a line may open a function whose length is limited. In a test file, a line that opens an arrow function does not count, because a callback
 * may have any length.
 */
const mayOpen = (line: string, file: SourceFile): boolean => /[{(]$/.test(line) && !(isTest(file) && /=> [{(]$/.test(line))

/** Returns the number of bytes before the first token of a file, such as comments and blank lines, because the tree's span begins at that token. */
function leadingBytes({ text }: SourceFile): number {
  const leading = /^(?:\s+|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0] ?? ''
  return Buffer.byteLength(leading)
}

function visit(value: unknown, look: (node: Node) => void): void {
  if (Array.isArray(value)) for (const item of value) visit(item, look)
  else if (value !== null && typeof value === 'object') {
    if (typeof (value as Node).type === 'string') look(value as Node)
    for (const child of Object.values(value)) if (child !== null && typeof child === 'object') visit(child, look)
  }
}
