import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasOpenSsh } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestbed } from '../startTestbed.ts'
import { debianPackages } from './debianPackages.ts'
import { opensshLease, run, toolsForLeases } from './opensshLease.ts'

const isLong = process.env.TEST_LONG === '1'

const megabytes = process.env.TEST_LONG === '1' ? 40 : 8

const packages = debianPackages()
const oddNames = ['plain', 'two words', "quote'd", '*?[x]', 'ünïcode ✓', '-dash', 'new\nline', '$(id)']

describe.skipIf(!hasOpenSsh)('transfers files with OpenSSH through the gateway', () => {
  let testbed: Awaited<ReturnType<typeof startTestbed>>
  let lease: Awaited<ReturnType<typeof opensshLease>>
  let tools: ReturnType<typeof toolsForLeases>
  beforeAll(async () => {
    testbed = await startTestbed()
    lease = await opensshLease(testbed, 1)
    tools = toolsForLeases(testbed, packages)
  })
  afterAll(() => testbed.close())

  test('puts, lists, renames, links and gets by sftp, and reports refusals', async () => {
    const bytes = randomBytes(3_000_000)
    writeFileSync(path.join(lease.work, 'data'), bytes, { mode: 0o640 })
    const batch = [
      ...['mkdir deep', 'put -p data deep/one', 'rename deep/one deep/two', 'ln -s two deep/link', 'ln deep/two deep/hard'],
      ...['chmod 600 deep/two', 'ls -l deep', 'get -p deep/link back', 'df', '-rename deep/two deep/hard', '-put data /etc/ours', 'pwd'],
    ]
    const run = await lease.sftp(`${batch.join('\n')}\n`)
    expect(run.code, run.stderr).toBe(0)
    expect(readFileSync(path.join(lease.work, 'back')).equals(bytes)).toBe(true)
    expect(run.stdout).toMatch(/-rw-------\s+2 .* 3000000 .* (deep\/)?two/)
    expect(run.stdout).toMatch(/lrwxrwxrwx .* (deep\/)?link/)
    expect(run.stdout).toContain(`Remote working directory: ${lease.home}`)
    if (process.getuid?.() === 0) expect(run.stderr).toContain('/etc/ours')
    expect(statSync(path.join(lease.home, 'deep/two')).mode & 0o777).toBe(0o600)
  })

  test.skipIf(!isLong)('resumes a transfer that was cut', async () => {
    const bytes = randomBytes(1_000_000)
    writeFileSync(path.join(lease.work, 'long'), bytes)
    await lease.exec('cat > long', bytes.subarray(0, 400_000))
    writeFileSync(path.join(lease.work, 'short'), bytes.subarray(0, 300_000))
    const run = await lease.sftp('reput long\nreget long short\n')
    expect(run.code, run.stderr).toBe(0)
    expect(readFileSync(path.join(lease.work, 'short')).equals(bytes)).toBe(true)
  })

  test.each([['over sftp', [] as string[]] as const, ...(isLong ? [['the old way', ['-O']] as const] : [])])(
    'scp copies a folder there and back, byte for byte, whatever the names are (%s)',
    async (kind, flags) => {
      const name = `tree${flags.length}`
      // The old SCP protocol cannot transfer names that contain a line break, so leave those out for it.
      makeTree(path.join(lease.work, name), flags.length === 0 ? oddNames : oddNames.filter((odd) => !odd.includes('\n')))
      const there = await lease.scp([...flags, '-rp', name, `${lease.host}:`])
      expect(there.code, `${kind}: ${there.stderr}`).toBe(0)
      const back = await lease.scp([...flags, '-rp', `${lease.host}:${name}`, `${name}-back`])
      expect(back.code, back.stderr).toBe(0)
      expect(hashTree(path.join(lease.work, `${name}-back`))).toEqual(hashTree(path.join(lease.work, name)))
    },
  )

  test(`transfers ${megabytes} megabytes unchanged in both directions`, async () => {
    const bytes = randomBytes(megabytes * 1_000_000)
    writeFileSync(path.join(lease.work, 'big'), bytes)
    expect((await lease.scp(['big', `${lease.host}:`])).code).toBe(0)
    const back = await lease.exec('sha256sum < big')
    expect(back.stdout.slice(0, 64)).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect((await lease.scp([`${lease.host}:big`, 'big-back'])).code).toBe(0)
    expect(readFileSync(path.join(lease.work, 'big-back')).equals(bytes)).toBe(true)
  })

  test.skipIf('missing' in packages)(
    `rsync copies, and copies only what changed${'missing' in packages ? `: ${packages.missing}` : ''}`,
    async () => {
      makeTree(path.join(lease.work, 'synced'), oddNames)
      writeFileSync(path.join(lease.work, 'synced/large'), randomBytes(2_000_000))
      const rsync = (args: readonly string[]) => {
        const [file = '', ...first] = (tools.rsync ?? '').split(' ')
        const shell = `ssh ${lease.options.join(' ')}`
        return run(file, [...first, '-a', '--stats', '--delete', '-e', shell, `--rsync-path=${tools.rsync}`, ...args], { input: '', cwd: lease.work })
      }
      const first = await rsync(['synced/', `${lease.host}:synced/`])
      expect(first.code, first.stderr).toBe(0)
      writeFileSync(path.join(lease.work, 'synced/plain'), 'changed')
      await lease.exec('touch synced/extra')
      const second = await rsync(['synced/', `${lease.host}:synced/`])
      expect(second.stdout).toMatch(/Number of regular files transferred: 1\n/)
      expect((await rsync([`${lease.host}:synced/`, 'synced-back/'])).code).toBe(0)
      expect(hashTree(path.join(lease.work, 'synced-back'))).toEqual(hashTree(path.join(lease.work, 'synced')))
    },
  )
})

function makeTree(folder: string, names: readonly string[]): void {
  mkdirSync(path.join(folder, 'sub/empty'), { recursive: true })
  for (const name of names) writeFileSync(path.join(folder, name), randomBytes(1_000))
  writeFileSync(path.join(folder, 'sub/zero'), '')
}

function hashTree(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => path.join(entry.parentPath, entry.name)).sort()
  return Object.fromEntries(names.map((name) => [path.relative(folder, name), createHash('sha256').update(readFileSync(name)).digest('hex')]))
}
