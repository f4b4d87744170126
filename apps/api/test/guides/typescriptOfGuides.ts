import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as sdk from '@infinitio/sdk'
import type { GuidePage } from './guidePages.ts'

const given = readFileSync(join(import.meta.dirname, 'given.ts'), 'utf8')
const givenNames = [...given.matchAll(/^ {2}readonly (\w+):/gm)].map(([, name = '']) => name)
const cryptoNames = ['createHmac', 'timingSafeEqual']

/**
 * Returns a module with the TypeScript code of all guides, one function for each page. The type check compiles this module. Names that a page uses without a
 * definition become parameters of the function. Imports of a page from the SDK become imports of the module; its other imports become dynamic imports inside
 * the function.
 */
export function typescriptOfGuides(pages: readonly GuidePage[]): string {
  const parts = pages.flatMap(({ file, blocks }) => {
    const code = blocks
      .filter(({ language }) => language === 'ts')
      .map((block) => block.code)
      .join('\n\n')
    return code === '' ? [] : [functionOf(file, code)]
  })
  const all = parts.join('\n')
  const called = (names: readonly string[]) => names.filter((name) => new RegExp(`(?<!\\.)\\b${name}\\(`).test(all)).toSorted()
  return [
    '// The TypeScript of the guides, for the types check. `npx vitest run apps/api/test/guides/guideCode.test.ts -u` writes it from docs/guides.',
    `import { ${called(cryptoNames).join(', ')} } from 'node:crypto'`,
    `import { ${called(Object.keys(sdk)).join(', ')} } from '@infinitio/sdk'`,
    "import type { Given } from './given.ts'",
    '',
    all,
  ].join('\n')
}

function functionOf(file: string, code: string): string {
  const name = file.replace(/^.*\/|\.md$/g, '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  const own = new Set([...code.matchAll(/(?:const|let) (?:\{ ([^}]*) \}|(\w+))/g)].flatMap(([, several, one]) => several?.split(/, /) ?? [one ?? '']))
  const taken = givenNames.filter((word) => new RegExp(`(?<![.'\\w])${word}\\b(?!:)`).test(code) && !own.has(word))
  const lines = code.replaceAll(/^import (\{[^}]*\}) from ('[^']*')$/gm, (_, names: string, from: string) =>
    from === "'@infinitio/sdk'" ? '' : `const ${names} = await import(${from})`,
  )
  const parameter = taken.length === 0 ? '' : `{ ${taken.join(', ')} }: Given`
  const body = lines
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`))
    .join('\n')
    .replace(/^\n+/, '')
  return `export async function ${name}(${parameter}) {\n${body}\n}\n`
}
