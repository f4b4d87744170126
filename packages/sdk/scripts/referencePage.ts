import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
/** The packages whose functions the SDK exports. If two packages have a function of the same name, the first one counts. */
const packages = ['sdk', 'domain', 'chain', 'economy', 'endpoints', 'matching', 'tasks', 'services']
const declared = /\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\nexport (?:declare )?(?:async )?(?:function\*?|const|class) (\w+)/g
/** Exports that a script of this repository writes without a docblock. */
const written: Readonly<Record<string, string>> = { taskPoolAbi: 'The ABI of the contract TaskPool.' }
const host = '@infinitio/sdk'

/** Returns the text of docs/sdk.md: each function and value that an entry point of the SDK exports, with its docblock. A test compares the file with this text. */
export function referencePage(): string {
  const docs = docblocks()
  const entries = readFileSync(join(root, 'packages/sdk/test/exportNames.txt'), 'utf8').trim().split('\n\n')
  const parts = entries.map((entry) => {
    const [name = '', ...exported] = entry.split('\n')
    return `## \`${host}${name.slice(1)}\`\n\n${exported.map((one) => lineOf(one, docs)).join('\n')}\n`
  })
  return `# The functions of the SDK

Each function and value that [the SDK](guides/install.md#the-sdk) exports, by entry point, with its comment in the source. \`node packages/sdk/scripts/writeReference.ts\` writes this page; a test compares. Each call of the API is also a method of the client that \`createClient\` returns: \`client.searchListings({ hours: 2 })\`. Its fields are in the reference of the API at \`/docs/api\`. Complete programs: [the cookbook](guides/sdk-cookbook.md).

${parts.join('\n')}`
}

function lineOf(name: string, docs: ReadonlyMap<string, string>): string {
  const text = docs.get(name) ?? written[name]
  if (text === undefined) throw new Error(`${name} has no docblock`)
  return `- \`${name}\`: ${text}`
}

function docblocks(): ReadonlyMap<string, string> {
  const docs = new Map<string, string>()
  for (const one of packages)
    for (const file of globSync(`packages/${one}/src/**/*.ts`, { cwd: root }).toSorted())
      for (const [, comment = '', name = ''] of readFileSync(join(root, file), 'utf8').matchAll(declared))
        if (!docs.has(name)) docs.set(name, plainText(comment))
  return docs
}

/** Returns the words of a docblock in one line, with list items joined to it. */
function plainText(comment: string): string {
  const lines = comment.split('\n').map((line) => line.trim().replace(/^\* ?(?:[-*] |\d+\. )?/, ''))
  return lines
    .filter((line) => line !== '')
    .join(' ')
    .replaceAll('<', '&lt;')
    .trim()
}
