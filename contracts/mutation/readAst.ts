import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** A node of the compiler's syntax tree, with the fields that mutation testing reads. */
export type AstNode = { nodeType: string; src: string } & Record<string, unknown>

const require = createRequire(import.meta.url)
const solc = require('solc') as { compile(input: string, callbacks: { import(path: string): { contents: string } }): string }

/** Returns the syntax trees of these sources (paths below `root`), by path. Throws the compiler's errors when they do not compile. */
export function readAsts({ root, files }: { root: string; files: readonly string[] }): Map<string, AstNode> {
  const sources = Object.fromEntries(files.map((file) => [file, { content: readFileSync(path.join(root, file), 'utf8') }]))
  const input = { language: 'Solidity', sources, settings: { outputSelection: { '*': { '': ['ast'] } } } }
  const modules = path.join(import.meta.dirname, '../node_modules')
  const findImport = (name: string): { contents: string } => ({
    contents: readFileSync(path.join(name.startsWith('@') ? modules : root, name), 'utf8'),
  })
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: findImport })) as {
    errors?: { severity: string; formattedMessage: string }[]
    sources: Record<string, { ast: AstNode }>
  }
  const errors = (output.errors ?? []).filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new Error(errors.map(({ formattedMessage }) => formattedMessage).join('\n'))
  return new Map(files.map((file) => [file, (output.sources[file] as { ast: AstNode }).ast]))
}
