import { type Finding, isTest, type SourceFile } from './sourceFile.ts'

const mostLines = 70

const named = new Set(['FunctionDeclaration', 'ClassMethod', 'MethodProperty'])

type Node = { type: string; span?: { start: number; end: number }; identifier?: { value: string } | null; key?: { value?: string } }

/** Finds functions of more than 70 lines. In tests only named functions count, because the callback of a `describe` contains the whole suite. */
export function longFunctions(file: SourceFile): Finding[] {
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
