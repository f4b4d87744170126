import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Module, parseSync } from '@swc/core'

/**
 * One file of the repository: its path from the root with forward slashes, its text, and its syntax tree if it is TypeScript. `offset` is where the positions
 * in the tree begin.
 */
export type SourceFile = { path: string; text: string; lines: string[]; tree: () => Module; offset: () => number }

/** One place in a file that breaks a rule of style. */
export type Finding = { path: string; rule: string; message: string }

/** Returns the path of every file of the checkout that git tracks or would add. */
export function listPaths(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
  return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)))
}

/** Returns every text file of the checkout that git tracks or would add. Pictures and fonts are left out. */
export function listSourceFiles(root: string): SourceFile[] {
  const paths = listPaths(root).filter((path) => !/\.(png|ico|woff2?|jpg|webp)$/.test(path))
  return paths.map((path) => sourceFile({ path, text: readFileSync(join(root, path), 'utf8') }))
}

/** Creates a file from its path and text. The syntax tree is made on first use. */
export function sourceFile({ path, text }: { path: string; text: string }): SourceFile {
  let parsed: Module | null = null
  const tree = () => {
    parsed ??= parseSync(text, { syntax: 'typescript', tsx: path.endsWith('x'), target: 'es2024' })
    return parsed
  }
  // The parser counts positions over all files that it has parsed. So `offset` returns the position at which this file begins.
  return { path, text, lines: text.split('\n'), tree, offset: () => tree().span.start }
}

/** Returns true for TypeScript of an app or package, except tests, test fixtures, declarations and configuration files. */
export function isProductCode({ path }: { path: string }): boolean {
  if (!/\.tsx?$/.test(path) || /\.d\.ts$|\.config\.ts$/.test(path)) return false
  return !isTest({ path }) && /^(apps|packages)\//.test(path)
}

/** Returns true for tests and files that only tests use. */
export function isTest({ path }: { path: string }): boolean {
  return /\.test\.tsx?$|\/test\/|^e2e\/|^contracts\/test\//.test(path)
}
