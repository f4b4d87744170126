import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { wrongRequest } from './curlRequest.ts'
import { type CodeBlock, guidePages, root } from './guidePages.ts'
import { parseInfinitio, unknownWord } from './infinitioLine.ts'
import { shellCommands } from './shellCommands.ts'
import { typescriptOfGuides } from './typescriptOfGuides.ts'

const english = guidePages('en')
const pages = [...english, ...guidePages('zh')]
const blocks = pages.flatMap((page) => page.blocks)
const inLanguage = (language: string) => blocks.filter((block) => block.language === language)

const scripts = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }).scripts
const adminWords = [...readFileSync(join(root, 'apps/engine/src/admin/adminCall.ts'), 'utf8').matchAll(/^ {2}(\w[\w |-]*)/gm)]
const adminCommands = new Set(adminWords.flatMap(([, names = '']) => names.split(/ \| | +/)))
/**
 * Names of programs in the guides that are not part of this project. The test accepts these names and all paths without a check of the arguments. It checks
 * the arguments of `infinitio`, `curl`, `npm` and `npx`. It rejects every other name, so that it finds a misspelt `infinitio`. Add each new program here.
 */
const foreign = new Set(
  [
    '. [ alias apt-get awk break caddy cast cat cd chmod chown code cp cut docker echo eval export for git gpg grep head jq jupyter kubectl mkdir mv node nproc',
    'node_modules/.bin/node nvidia-ctk nvidia-smi ollama openapi-python-client openssl pip podman pre-commit printf ps python python3 ray reboot rm rsync',
    'scp sed seq set sftp sh sha256sum shift sleep sort ssh ssh-keygen ssh-keyscan sudo systemctl tail tar tmux trap ubuntu-drivers ufw uuidgen wait watch',
  ]
    .join(' ')
    .split(' '),
)

/** Returns a text that describes the error in one command of a guide; null if the command is right. */
async function wrongCommand([name = '', ...words]: readonly string[]): Promise<string | null> {
  if (name === 'infinitio') {
    return parseInfinitio(words).then(
      () => null,
      (error: Error) => error.message,
    )
  }
  if (name === 'curl') return wrongRequest(words)
  if (name === 'npm' || name === 'npx') return wrongScript(name, words)
  return foreign.has(name) || name.startsWith('./') || name.startsWith('/') ? null : 'is no program that the guides use'
}

function wrongScript(name: string, words: readonly string[]): string | null {
  const [first = '', second = '', ...more] = words
  if (name === 'npx' || ['install', 'ci'].includes(first)) return null
  const script = first === 'run' ? second : first
  if (scripts[script] === undefined) return `package.json has no script ${script}`
  return script === 'admin' && !adminCommands.has(more[1] ?? '') ? `npm run admin has no command ${more[1]}` : null
}

async function wrongIn({ where, code }: CodeBlock): Promise<string[]> {
  const found = await Promise.all(
    shellCommands(code).map(async (command) => ({ command, wrong: await wrongCommand(command).catch((error: Error) => error.message) })),
  )
  return found.flatMap(({ command, wrong }) => (wrong === null ? [] : [`${where} ${command.join(' ')}: ${wrong}`]))
}

describe('the code of the guides', () => {
  test.each(inLanguage('sh'))('$where has commands that exist, with their options', async (block) => {
    expect(await wrongIn(block)).toEqual([])
  })

  test('is right shell', () => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-guides-'))
    const files = inLanguage('sh').map(({ where, code }, index) => {
      const file = join(folder, `${index}.sh`)
      writeFileSync(file, `: '${where}'\n${code.replace(/^#!.*\n/, '')}\n`)
      return file
    })
    // One shell checks all files, because this process is large, and Linux copies its page tables for each program that it starts.
    const check = 'for file; do sh -n "$file" || head -n 1 "$file"; done'
    const { stdout: wrong, status } = spawnSync('sh', ['-c', check, 'sh', ...files], { encoding: 'utf8' })
    rmSync(folder, { recursive: true })
    expect({ wrong, status }).toEqual({ wrong: '', status: 0 })
  })

  test('is right JSON', () => {
    for (const { where, code } of inLanguage('json')) expect(() => JSON.parse(code), where).not.toThrow()
  })

  test('has TypeScript that the types check compiles', async () => {
    await expect(typescriptOfGuides(english)).toMatchFileSnapshot('guideCode.typed.ts')
  })

  test.skipIf(spawnSync('python3', ['--version']).status !== 0)('is right Python', () => {
    const sources = pages.flatMap((page) => page.blocks.filter(({ language }) => language === 'python').map(({ code }) => code))
    const check = 'import json, sys\nfor source in json.load(sys.stdin): compile(source, "guide", "exec")'
    const { status, stderr } = spawnSync('python3', ['-c', check], { input: JSON.stringify(sources), encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(status).toBe(0)
  })

  test('names the language of each block that a reader runs', () => {
    // The programs in `js` blocks run in sdkCookbook.test.ts.
    const known = new Set(['', 'text', 'sh', 'ts', 'js', 'python', 'json', 'toml', 'yaml', 'ini'])
    expect(new Set(inLanguage('js').map(({ where }) => where.replace(/:\d+$/, '')))).toEqual(
      new Set(['docs/guides/sdk-cookbook.md', 'docs/zh/guides/sdk-cookbook.md']),
    )
    expect(blocks.filter(({ language }) => !known.has(language)).map(({ where }) => where)).toEqual([])
    const runs = inLanguage('').filter(({ code }) => /^(infinitio|npm|npx|curl|docker|ssh|pip) /m.test(code))
    expect(runs.map(({ where }) => where)).toEqual([])
  })

  test.each(pages.map(({ file, prose }) => ({ file, prose })))('$file names commands that exist, with their options', ({ prose }) => {
    const named = [...prose.matchAll(/`infinitio ([^`]+)`/g)].map(([, line = '']) => line)
    const wrong = named.flatMap((line) => {
      const word = unknownWord(line.split(/\s+/))
      return word === null ? [] : [`infinitio ${line}: ${word}`]
    })
    expect(wrong).toEqual([])
  })
})
