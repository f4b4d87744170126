import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { program } from '@infinitio/cli'
import { relayRequestWire } from '@infinitio/domain/wire'
import { type EndpointDescription, endpointsByNoun } from '@infinitio/endpoints'
import { describe, expect, test } from 'vitest'
import { endpoints } from '../src/app.ts'

const root = join(import.meta.dirname, '../../..')
const guides = readdirSync(join(root, 'docs/guides')).filter((name) => name.startsWith('tools'))
const pages = guides.map((name) => readFileSync(join(root, 'docs/guides', name), 'utf8'))
type Row = { readonly name: string; readonly calls: readonly string[]; readonly how: string }

/** Returns the rows of the tables below this heading, from all pages that contain the heading. */
function tableOf(heading: string): Row[] {
  return pages.flatMap((page) => rowsOf(page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''))
}

function rowsOf(section: string): Row[] {
  const lines = section.split('\n').filter((line) => line.startsWith('| '))
  return lines.slice(2).map((line) => {
    const [name = '', calls = '', how = ''] = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim())
    return { name: name.replaceAll('`', ''), calls: [...calls.matchAll(/`(\w+)`/g)].map(([, call = '']) => call), how }
  })
}

const sourcesBelow = (folder: string) =>
  // Without `exclude`, the listing would follow the links in node_modules to millions of files.
  globSync('**/*.{ts,tsx}', { cwd: join(root, folder), exclude: (name) => /^(node_modules|test|server|\.next.*)$/.test(name) })
    .filter((file) => !/\.test\./.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, folder, file), 'utf8') }))
const sdk = sourcesBelow('packages/sdk/src').filter(({ file }) => !['index.ts', 'createClient.ts'].includes(basename(file)))
const wordsOf = (text: string) => new Set(text.match(/\w+/g) ?? [])

/** Calls of the SDK that are generated from endpoint descriptions, each with the text of its request. */
const described = Object.values<Record<string, EndpointDescription>>(endpointsByNoun).flatMap((group) =>
  Object.entries(group)
    .filter(([, { takes }]) => takes !== null)
    .map(([name, { method, path }]): [string, { text: string }] => [
      name,
      { text: `method: '${method.toUpperCase()}', path: '${path.replaceAll(/\{\w+\}/g, '{}')}'` },
    ]),
)
/** The source of each function: generated calls, functions of the SDK, and functions of `domain` that the SDK exports. */
const homes = new Map<string, { text: string }>([
  ...described,
  ...sdk.flatMap((source) =>
    [...source.text.matchAll(/^export (?:async )?function\*? (\w+)/gm)].map(([, name = '']): [string, { text: string }] => [name, source]),
  ),
])
/** The exports of the SDK's entry files. */
const offered = wordsOf(
  ['', 'emission/', 'exit/', 'journal/', 'match/', 'pool/', 'probes/', 'proofs/', 'services/', 'wallet/']
    .map((door) => readFileSync(join(root, `packages/sdk/src/${door}index.ts`), 'utf8'))
    .join('\n'),
)
/** The functions that the command-line program uses, directly or through other functions of the SDK. */
const reached = new Set<string>()
/** The names of all functions that the code of the command-line program calls. Names in types do not count. */
const commandCalls = new Set(sourcesBelow('packages/cli/src').flatMap(({ text }) => text.match(/\b\w+(?=\()/g) ?? []))
for (const waiting = [...commandCalls].filter((word) => homes.has(word)); waiting.length > 0; ) {
  const name = waiting.pop() as string
  if (reached.has(name)) continue
  reached.add(name)
  waiting.push(...[...wordsOf(homes.get(name)?.text ?? '')].filter((word) => homes.has(word)))
}

/** Returns whether a command with this option exists. */
function isCommand(words: readonly string[]): boolean {
  let at = program()
  for (const word of words) {
    if (word.startsWith('--'))
      return at.options.some(({ long, short, flags }) => [long, short, ...flags.split(', ')].some((flag) => flag?.startsWith(word)))
    const next = at.commands.find((one) => one.name() === word || one.aliases().includes(word))
    if (next === undefined) return false
    at = next
  }
  return at.commands.length === 0
}

const commandOf = ({ how }: Row) => /^`infinitio ([^`]+)`$/.exec(how)?.[1]?.split(' ') ?? null
const [byEndpoint, byMessage, byPage] = [tableOf('Endpoints'), tableOf('Messages a wallet signs'), tableOf('Calculations and acts of the pages')]

describe('the guide to the tools', () => {
  test('has every endpoint and every message that is relayed, once', () => {
    expect(byEndpoint.map(({ name }) => name).toSorted()).toEqual(endpoints.map(({ method, path }) => `${method.toUpperCase()} ${path}`).toSorted())
    const kinds = [...JSON.stringify(relayRequestWire.toJSONSchema({ io: 'input' })).matchAll(/"kind":\{"type":"string","const":"(\w+)"/g)].map(
      ([, kind = '']) => kind,
    )
    expect(byMessage.map(({ name }) => name).toSorted()).toEqual([...new Set(kinds)].toSorted())
  })

  test.each(byEndpoint)('names what calls $name in the SDK', ({ name, calls, how }) => {
    const [method = '', path = ''] = name.split(' ')
    const wanted = path.replaceAll(/\{\w+\}/g, '{}')
    for (const call of calls) {
      const text = (homes.get(call)?.text ?? '').replaceAll('${folderOf(part)}', wanted.replace(/\/(parts(\/\{\})?|report)$/, ''))
      const lines = text.replaceAll(/\$\{[^}]*\}/g, '{}').split('\n')
      const asks = lines.filter((line) => line.includes(`path: \`${wanted}\``) || line.includes(`path: '${wanted}'`))
      expect(
        asks.some((line) => line.includes(`method: '${method}'`) || (method === 'GET' && !line.includes('method:'))),
        call,
      ).toBe(true)
    }
    if (calls.length === 0) expect(how.length).toBeGreaterThan(40)
  })

  test.each([...byEndpoint, ...byMessage, ...byPage])('says by which command $name is done, or why by none', (row) => {
    const command = commandOf(row)
    if (command === null) return expect(row.how).toMatch(/^[A-Z].{38,}[.]$/)
    expect(isCommand(command), row.how).toBe(true)
    for (const call of row.calls) expect(homes.has(call) ? reached.has(call) : commandCalls.has(call), call).toBe(true)
  })

  test('leaves nothing out that a page asks of the SDK and no command does', () => {
    const called = new Set(sourcesBelow('apps/web').flatMap(({ text }) => text.match(/\b\w+(?=\()/g) ?? []))
    const asked = [...homes.keys()].filter((name) => called.has(name) && offered.has(name))
    const rows = [...byEndpoint, ...byMessage, ...byPage]
    const said = new Set(rows.filter((row) => commandOf(row) === null).flatMap(({ calls }) => calls))
    expect(asked.length).toBeGreaterThan(100)
    expect(byPage.length).toBeGreaterThan(50)
    expect(asked.filter((name) => !reached.has(name) && !said.has(name))).toEqual([])
  })

  test('every command prints JSON when asked to', () => {
    const own = new Set(['infinitio ssh', 'infinitio provide', 'infinitio completion'])
    const leaves = (command: ReturnType<typeof program>, path: string): [string, boolean][] =>
      command.commands.length === 0
        ? [[path, command.options.some(({ long }) => long === '--json')]]
        : command.commands.flatMap((one) => leaves(one, `${path} ${one.name()}`))
    expect(leaves(program(), 'infinitio').filter(([path, hasJson]) => !hasJson && !own.has(path))).toEqual([])
  })
})
