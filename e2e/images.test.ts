import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { containerEngine } from '../scripts/deploy/containerEngine.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'deploy/images/Dockerfile')
const image = process.env.NODE_IMAGE ?? /^ARG NODE_IMAGE=(\S+)$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
const engine = containerEngine({ image })
const why = 'missing' in engine ? engine.missing : engine.command

describe.skipIf('missing' in engine)(`the images (${why})`, () => {
  // Use the host's network for builds, because an engine without root rights may have no other network.
  for (const target of ['tools', 'engine', 'gateway', 'agent', 'validator', 'scheduler', 'web']) {
    it(`builds ${target}, which starts as a user without rights and reports its missing setting`, { timeout: 900_000 }, () => {
      const tag = `infinitio-test-${target}`
      run(['build', '--network', 'host', '--build-arg', `NODE_IMAGE=${image}`, '--file', file, '--target', target, '--tag', tag, root])
      const limits = ['--rm', '--network', 'none', '--read-only', '--cap-drop', 'ALL', '--ulimit', 'nofile=1024:1024', '--ulimit', 'nproc=1024:1024']
      expect(run(['run', ...limits, '--entrypoint', 'id', tag, '-u']).trim()).toBe('10001')
      const started = spawn(['run', ...limits, tag])
      expect(started.status).toBe(target === 'tools' ? 1 : 78)
      expect(started.output).toContain(target === 'tools' ? 'CHAIN_DATA_DIR' : 'The environment of this process is incomplete')
    })
  }
})

function run(args: string[]): string {
  const { status, output } = spawn(args)
  if (status !== 0) throw new Error(`${why} ${args[0]} ended with ${status}:\n${output.slice(-4_000)}`)
  return output
}

function spawn(args: string[]): { status: number | null; output: string } {
  if ('missing' in engine) throw new Error(engine.missing)
  const { status, stdout, stderr } = spawnSync(engine.command, [...engine.args, ...args], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return { status, output: args[0] === 'run' ? stdout + stderr : stderr + stdout }
}
