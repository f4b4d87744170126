import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseSync } from '@swc/core'
import { describe, expect, it } from 'vitest'

const web = new URL('../../apps/web/', import.meta.url).pathname

/** Names of attributes, or of properties that become attributes, whose text a screen reader speaks or a page shows. */
const spoken = new Set([
  'aria-label',
  'aria-description',
  'alt',
  'title',
  'placeholder',
  'label',
  'hint',
  'text',
  'description',
  'heading',
  'message',
  'unit',
  'data-k',
])
/** Matches texts that need no translation: names of products, units, and texts for programs. */
const wordless = /^(?:0x|[\W\d_]|PT|G|GB|W|Wh|vCPU|GPU|UTC|SSH|PDF|CSV|JSON|Infinitio|PToken|EIP-?\d+|[a-z]+(?:-[a-z]+)+)*$/

describe('words on the screen', () => {
  it('come from the messages in every component, page and view', () => {
    const files = ['app', 'components', 'features', 'parts'].flatMap((folder) => sourcesOf(join(web, folder)))
    expect(files.length).toBeGreaterThan(300)
    expect(files.flatMap((file) => wordsIn(readFileSync(file, 'utf8'), relative(web, file)))).toEqual([])
  })

  it.each([
    ['text between tags', 'const a = <p>Nothing here</p>'],
    ['a name for ears', 'const a = <button aria-label="Close" />'],
    ['a name put together', 'const a = <button title={`Delete ${name}`} />'],
    ['one of two names', "const a = <b title={open ? 'Close it' : 'Open it'} />"],
    ['a toast', "void notify({ tone: 'error', text: 'It failed.' })"],
    ['a title of a page', "export const metadata = { title: 'Wallet' }"],
    ['one of two texts', "const a = <p>{done ? 'Done' : t('wait')}</p>"],
  ])('are found outside the messages: %s', (_what, source) => {
    expect(wordsIn(source, 'a.tsx')).toHaveLength(source.includes('Open it') ? 2 : 1)
  })
})

/** Texts on a page that a program or a terminal reads, and names of keyboard keys. They need no translation. */
const readByPrograms = new Set([
  'docker.io/library/debian@sha256:…',
  'nproc uptime',
  'infinitio rent NODE --from-snapshot',
  'infinitio journal verify --rpc <url>',
  'infinitio price run --rule pricing- .json --class --key-file <file>',
  'infinitio provide',
  'infinitio provide --price-rule pricing- .json',
  'infinitio proxy --deposit 1',
  'infinitio ssh -i',
  'infinitio provide --url',
  'infinitio services release',
  'export OPENAI_BASE_URL= OPENAI_API_KEY=',
  'infinitio model pull FOLDER',
  'infinitio model verify FOLDER',
  'ssh-ed25519 AAAA…',
  'HF_TOKEN',
  'name@example.com',
  'https://',
  'esc',
  '⌘K',
  '\u001b[A',
  '\u001b[B',
  'order.pricing_rule_invalid',
])

function sourcesOf(folder: string): string[] {
  return (
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$|^fixture/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      // Leaves out the API itself and the component that shows the API's fields in the docs, because both show the English words of the API document.
      .filter((path) => !path.includes('/app/api/') && !path.endsWith('/docs/api/schemaFields.ts'))
  )
}

type Node = { readonly type: string; readonly span: { readonly start: number } } & Readonly<Record<string, unknown>>

function wordsIn(source: string, path: string): string[] {
  const module = parseSync(source, { syntax: 'typescript', tsx: path.endsWith('.tsx') })
  const found: string[] = []
  const say = (texts: readonly string[]) => {
    const said = texts.map((text) => text.trim().replaceAll(/\s+/g, ' '))
    found.push(...said.filter((text) => !wordless.test(text) && !readByPrograms.has(text)).map((text) => `${path}  ${text}`))
  }
  function visit(node: Node, parent: Node | null): void {
    if (node.type === 'JSXText') say([String(node['value'])])
    else if (node.type === 'JSXAttribute') {
      if (spoken.has(nameOf(node['name']))) say(textsOf(node['value']))
    } else if (node.type === 'JSXExpressionContainer' && parent?.type !== 'JSXAttribute') say(textsOf(node['expression']))
    // A single word in such an object is the key of a message or an error, not a text.
    else if (node.type === 'KeyValueProperty' && spoken.has(nameOf(node['key'])))
      say(textsOf(node['value']).filter((text) => !/^[a-z][\w.]*$/.test(text)))
    for (const child of childrenOf(node)) visit(child, node)
  }
  visit(module as unknown as Node, null)
  return found
}

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (isNode(child)) yield child
      // The parser wraps each argument of a call in an object with the field `expression`.
      else if (typeof child === 'object' && child !== null && 'expression' in child && isNode(child.expression)) yield child.expression
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

function nameOf(name: unknown): string {
  return isNode(name) ? String(name['value']) : ''
}

/**
 * Returns the literal texts that can be in the value of an expression, as far as its syntax shows: each part of a sum as its own text, and the fixed parts of a
 * template joined by spaces.
 */
function textsOf(value: unknown): string[] {
  if (!isNode(value)) return []
  switch (value.type) {
    case 'StringLiteral':
      return [String(value['value'])]
    case 'TemplateLiteral':
      return [(value['quasis'] as { cooked: string }[]).map(({ cooked }) => cooked).join(' ')]
    case 'ConditionalExpression':
      return [...textsOf(value['consequent']), ...textsOf(value['alternate'])]
    case 'BinaryExpression':
      return ['+', '||', '??', '&&'].includes(String(value['operator'])) ? [...textsOf(value['left']), ...textsOf(value['right'])] : []
    case 'JSXExpressionContainer':
    case 'ParenthesisExpression':
      return textsOf(value['expression'])
    default:
      return []
  }
}
