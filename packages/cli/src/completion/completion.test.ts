import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { program } from '../program.ts'
import { bashScript, fishScript } from './addCompletion.ts'
import { commandTree } from './commandTree.ts'
import { zshScript } from './zshScript.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-completion-'))
const scripts = mkdtempSync(join(tmpdir(), 'infinitio-completion-script-'))
afterAll(() => {
  for (const made of [folder, scripts]) rmSync(made, { recursive: true, force: true })
})
const tree = commandTree(program())
writeFileSync(join(folder, 'data.csv'), '')

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'exit 0']).status === 0

/**
 * Returns the completions that a shell offers for the last word of each line. `leases` is the output of the command that lists leases; by default it has two
 * leases.
 */
function offered(shell: 'bash' | 'fish', lines: readonly string[], { leases = '12\n345\n' } = {}): string[][] {
  const asked = `printf %s '${leases}'; echo noise >&2`
  const run = (script: string) => {
    // The script goes into a file, because it is longer than 128 KiB, the most that one argument of a process may have.
    const file = join(scripts, 'script')
    writeFileSync(file, script)
    const { stdout, stderr } = spawnSync(shell, [file], { cwd: folder, encoding: 'utf8' })
    expect(stderr).toBe('')
    return stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(' ').filter((word) => word !== ''))
  }
  if (shell === 'fish') {
    const tabs = lines.map((line) => `echo (complete -C '${line}' | cut -f1 | string join ' ')`).join('\n')
    return run(`function infinitio; ${asked}; end\n${fishScript(tree)}\n${tabs}`)
  }
  const tabs = lines.map((line) => {
    const words = line.split(' ').map((word) => `'${word}'`)
    return `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _infinitio; echo "\${COMPREPLY[*]}"`
  })
  return run(`infinitio() { ${asked}; }\n${bashScript(tree)}\n${tabs.join('\n')}`)
}

describe('completion', () => {
  test('knows every command of the program with its options, and what their values are', () => {
    const rent = tree.find(({ path }) => path.join(' ') === 'rent')
    expect(rent?.options.find(({ flags }) => flags.includes('--gpu'))).toMatchObject({ flags: ['--gpu', '--class'], value: { kind: 'other' } })
    expect(rent?.options.find(({ flags }) => flags.includes('--template'))?.value).toMatchObject({ kind: 'choice' })
    expect(tree.find(({ path }) => path.join(' ') === 'order bid')?.operand.kind).toBe('other')
    expect(tree.find(({ path }) => path.join(' ') === 'ssh')?.operand).toEqual({ kind: 'lease', isRepeated: false })
  })

  test('offers no option that the help hides', () => {
    const flags = tree.flatMap(({ options }) => options.flatMap((option) => option.flags))
    expect(flags).toContain('--key-file')
    expect(flags).not.toContain('--api-key')
  })

  test.skipIf(!has('bash'))('of bash offers commands, options, values, leases and files, each in its place', () => {
    const lines = {
      'infinitio ren': ['rent'],
      'infinitio order canc': ['cancel', 'cancel-all'],
      'infinitio holds ': ['make', 'list', 'show', 'release'],
      'infinitio settings set --clock ': ['24', '12', 'none'],
      'infinitio transfer 3': ['345'],
      'infinitio rent --copy': ['--copy-from', '--copy-to'],
      'infinitio rent --template s': ['shell', 'script'],
      'infinitio rent --gpu h100 --ssh-key da': ['data.csv'],
      'infinitio rent --gpu h100 -- da': ['data.csv'],
      'infinitio ssh ': ['12', '345'],
      'infinitio ssh --identity 3 3': ['345'],
      'infinitio ssh 12 ': [],
      'infinitio cp ': ['data.csv', '12:', '345:'],
      'infinitio cp data.csv 1': ['12:'],
      'infinitio completion ': ['bash', 'zsh', 'fish'],
    }
    expect(offered('bash', Object.keys(lines))).toEqual(Object.values(lines))
  })

  test.skipIf(!has('bash'))('offers no lease, and says nothing, where the market does not answer', () => {
    expect(offered('bash', ['infinitio end ', 'infinitio ext'], { leases: '' })).toEqual([[], ['extend']])
  })

  test.skipIf(!has('fish'))('of fish offers the same', () => {
    const lines = ['infinitio ren', 'infinitio order canc', 'infinitio rent --template s', 'infinitio ssh ', 'infinitio extend --hours 2 1']
    expect(offered('fish', lines)).toEqual([['rent'], ['cancel', 'cancel-all'], ['script', 'shell'], ['12', '345'], ['12']])
  })

  test.skipIf(!has('zsh'))('of zsh is one it can read', () => {
    const file = join(folder, '_infinitio')
    writeFileSync(file, zshScript(tree))
    expect(spawnSync('zsh', ['-n', file], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
})
