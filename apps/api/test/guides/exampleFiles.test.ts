import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { program } from '@infinitio/cli'
import { describe, expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { guidePages, root } from './guidePages.ts'
import { parseInfinitio } from './infinitioLine.ts'
import { shellCommands } from './shellCommands.ts'

const folder = join(root, 'docs/examples')
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))
const pages = guidePages('en')
const python = readFileSync(join(root, 'python/src/infinitio/market.py'), 'utf8')
const installer = readFileSync(join(root, 'deploy/install/install.sh'), 'utf8')

/** Settings that the command `infinitio`, its installer or the Python package reads. */
const settings = new Set([
  ...optionsOf(program(async () => {})),
  ...[...`${python}${installer}`.matchAll(/\bINFINITIO_[A-Z_]+\b/g)].map(([name]) => name),
])

describe.each(files)('$name', ({ name, text }) => {
  test('is shown whole in a guide', () => {
    const shown = pages.flatMap(({ blocks }) => blocks).filter(({ code }) => code === text.trimEnd())
    expect(shown).toHaveLength(1)
  })

  test('reads only settings that exist', () => {
    for (const [setting] of text.matchAll(/\bINFINITIO_[A-Z_]+\b/g)) expect(settings).toContain(setting)
  })

  test.runIf(name.endsWith('.yml'))('is YAML, and its commands exist with their options', async () => {
    const documents = parseAllDocuments(text)
    const lines: string[] = []
    for (const document of documents) {
      expect(document.errors).toEqual([])
      lines.push(...textsIn(document.toJS()).filter((one) => /\binfinitio /.test(one)))
    }
    for (const line of lines)
      for (const [first, ...words] of shellCommands(line.replaceAll(/\$\{\{.*?\}\}/g, 'x'))) if (first === 'infinitio') await parseInfinitio(words)
  })

  test.runIf(name.endsWith('.sh'))('is right shell', () => {
    expect(spawnSync('sh', ['-n'], { input: text }).status).toBe(0)
  })
})

test('an example contains no real API key', () => {
  for (const { text } of files) expect(text).not.toMatch(/infk_[0-9a-f]{20}/)
})

/** Returns all texts inside a JSON value, in order. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function optionsOf(command: ReturnType<typeof program>): string[] {
  const own = command.options.flatMap(({ envVar }) => (envVar === undefined ? [] : [envVar]))
  return [...own, ...command.commands.flatMap((one) => optionsOf(one as ReturnType<typeof program>))]
}
