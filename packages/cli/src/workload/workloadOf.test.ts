import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Command } from 'commander'
import { afterAll, describe, expect, test } from 'vitest'
import { portOption, workloadOf } from './workloadOf.ts'

describe('a workload and its ports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-cli-'))
  const sshKey = join(folder, 'key.pub')
  writeFileSync(sshKey, 'ssh-ed25519 AAAA\n')
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are those that were said, each once, and none when none was', () => {
    expect(portsOf(['--port', '8888', '--port', '6006', '--port', '8888'])).toEqual([8888, 6006])
    expect(portsOf([])).toEqual([])
  })

  test.each(['0', '65536', 'http', '80.5', '-1', ''])('are never %j', (port) => {
    expect(() => portsOf([`--port=${port}`])).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })

  test('are 16 at most', () => {
    const said = Array.from({ length: 17 }, (_, index) => ['--port', String(index + 1)])
    expect(portsOf(said.slice(1).flat())).toHaveLength(16)
    expect(() => portsOf(said.flat())).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })

  test('a template fills in everything but the digest of its image', () => {
    const pinned = `docker.io/ollama/ollama:0.9@sha256:${'ab'.repeat(32)}`
    const { workload } = workloadOf({ sshKey, template: 'ollama', image: pinned })
    expect(workload).toMatchObject({
      template: 'image',
      command: ['ollama', 'serve'],
      ports: [11434],
      image: { name: 'docker.io/ollama/ollama:0.9' },
    })
    expect(workload.environment).toMatchObject({ OLLAMA_MODELS: '/root/models' })
    expect(workloadOf({ sshKey, image: pinned, command: 'ls  -l', port: ['80'] }).workload).toMatchObject({ command: ['ls', '-l'], ports: [80] })
    for (const image of [undefined, 'docker.io/ollama/ollama'])
      expect(() => workloadOf({ sshKey, template: 'ollama', ...(image === undefined ? {} : { image }) })).toThrow(
        expect.objectContaining({ code: 'node.image_not_pinned' }),
      )
    expect(() => workloadOf({ sshKey, template: 'shell', image: pinned })).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
    expect(() => workloadOf({ sshKey, command: 'ls' })).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
    expect(workloadOf({ sshKey }).workload).toMatchObject({ template: 'shell', ports: [] })
  })

  function portsOf(said: string[]): readonly number[] {
    const command = new Command().addOption(portOption())
    const { port } = command.parse(said, { from: 'user' }).opts<{ port?: string[] }>()
    return workloadOf({ sshKey, ...(port === undefined ? {} : { port }) }).workload.ports
  }
})
