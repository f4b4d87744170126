import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkService } from './preflight/checkService.ts'
import { installService, isService, quotedWord, removeService, renderUnit, unitName } from './service.ts'
import { agentProgram } from './superviseAgent.ts'

const canVerify = spawnSync('systemd-analyze', ['--version']).status === 0

describe("the agent's unit", () => {
  test('lets leases outlive the agent, starts it again, and gives it no separate mounts', async () => {
    const { service, install, unit } = sectionsOf(await renderUnit({ node: '/usr/bin/node', program: agentProgram, dataDir: '/var/lib/infinitio' }))
    expect(service).toMatchObject({
      KillMode: 'process',
      Delegate: 'yes',
      Restart: 'always',
      NoNewPrivileges: 'yes',
      RestartPreventExitStatus: '76 78',
    })
    expect(service['ExecStart']).toBe(`"/usr/bin/node" --disable-warning=ExperimentalWarning "${agentProgram}"`)
    expect(service['Environment']).toBe('"AGENT_SETTINGS=/var/lib/infinitio"')
    expect(install).toEqual({ WantedBy: 'multi-user.target' })
    expect(unit).toMatchObject({ Wants: 'network-online.target', StartLimitIntervalSec: '0' })
    const mounting =
      /^(Protect(System|Home|KernelTunables|KernelModules|KernelLogs|ControlGroups|Proc)|Private|ReadOnlyPaths|ReadWritePaths|BindPaths|RootDirectory|TemporaryFileSystem|DynamicUser|MountFlags)/
    expect(Object.keys(service).filter((name) => mounting.test(name))).toEqual([])
  })

  test('keeps a path as it is, whatever it holds, and refuses one that would begin a new line', async () => {
    const dataDir = '/srv/50% "odd" $HOME \\n'
    const { service } = sectionsOf(await renderUnit({ node: '/opt/a b/$node', program: '/x', dataDir }))
    expect(service['Environment']).toBe('"AGENT_SETTINGS=/srv/50%% \\"odd\\" $HOME \\\\n"')
    expect(service['ExecStart']).toBe('"/opt/a b/$$node" --disable-warning=ExperimentalWarning "/x"')
    expect(() => quotedWord('/a\nExecStartPost=/bin/evil')).toThrow('node.service_refused')
  })

  test.skipIf(!canVerify)('is accepted by systemd-analyze verify', async () => {
    const { folder } = await setup()
    const file = path.join(folder, unitName)
    await writeFile(file, await renderUnit({ node: process.execPath, program: agentProgram, dataDir: path.join(folder, 'a b') }))
    const { stderr, status } = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' })
    // The check also prints faults of other units on this machine, so only lines about this unit count.
    expect(stderr.split('\n').filter((line) => line.includes('infinitio'))).toEqual([])
    expect(status, stderr).toBe(0)
  })

  test('is installed, found again by its data folder, and taken away', async () => {
    const { folder, asked, units } = await setup()
    const dataDir = path.join(folder, 'data')
    await installService({ dataDir, program: agentProgram })
    expect(await readFile(path.join(units, unitName), 'utf8')).toContain(`AGENT_SETTINGS=${dataDir}`)
    expect([await isService(dataDir), await isService(`${dataDir}2`)]).toEqual([true, false])
    await removeService()
    expect(await isService(dataDir)).toBe(false)
    const changes = (await asked()).filter((call) => call !== 'is-system-running')
    expect(changes).toEqual(['daemon-reload', `enable ${unitName}`, `restart ${unitName}`, `disable --now ${unitName}`, 'daemon-reload'])
  })

  test("says systemd's own words when it refuses", async () => {
    const { folder, program } = await setup()
    await program('echo "Failed to connect to bus" >&2; exit 1')
    await expect(installService({ dataDir: folder, program: agentProgram })).rejects.toMatchObject({
      code: 'node.service_refused',
      detail: 'systemctl daemon-reload: Failed to connect to bus',
    })
  })
})

describe('a machine on which the service cannot be installed', () => {
  const withoutSystemd = '[ "$1" = is-system-running ] && echo offline; echo "System has not been booted with systemd" >&2; exit 1'

  test('fails the check before the pairing, with a fix, and is not changed by it', async () => {
    const { folder, units, program } = await setup()
    await program(withoutSystemd)
    expect(await checkService(folder)).toMatchObject([
      {
        code: 'node.service_refused',
        detail: 'this machine has no systemd',
        sentence: expect.not.stringMatching(/^.*Run the command with sudo/),
        fix: 'run the same command without --service, under your own process supervisor',
      },
    ])
    expect(await readdir(units)).toEqual([])
  })

  test('fails the check without `systemctl`, and with a folder of units that is missing', async () => {
    const { folder, units, programs, program } = await setup()
    await program('echo 252')
    expect(await checkService(folder)).toMatchObject([{ state: 'ok', detail: 'systemd 252' }])
    await rm(units, { recursive: true })
    expect(await checkService(folder)).toMatchObject([{ detail: `${units}: ENOENT`, fix: expect.stringMatching(/^sudo .* <the same options>$/) }])
    await rm(path.join(programs, 'systemctl'))
    process.env['PATH'] = programs
    expect(await checkService(folder)).toMatchObject([{ detail: 'this machine has no systemd', fix: expect.stringContaining('--service') }])
  })

  test('has no unit file after an installation that failed, so the plain command starts the agent itself', async () => {
    const { folder, units, program } = await setup()
    await program('[ "$1" = restart ] && { echo "Job failed" >&2; exit 1; }; exit 0')
    await expect(installService({ dataDir: folder, program: agentProgram })).rejects.toMatchObject({ code: 'node.service_refused' })
    expect(await readdir(units)).toEqual([])
    expect(await isService(folder)).toBe(false)
  })

  test('gets its earlier unit back if a new one does not start', async () => {
    const { folder, units, asked, program } = await setup()
    await installService({ dataDir: folder, program: '/earlier.ts' })
    await program(`echo "$*" >> ${path.join(folder, 'asked')}; [ "$1" = enable ] && exit 1; exit 0`)
    await expect(installService({ dataDir: folder, program: '/later.ts' })).rejects.toMatchObject({ code: 'node.service_refused' })
    expect(await readFile(path.join(units, unitName), 'utf8')).toContain('/earlier.ts')
    expect((await asked()).slice(-2)).toEqual(['daemon-reload', `restart ${unitName}`])
  })

  test('starts the agent itself although an earlier version left a unit file', async () => {
    const { folder, program } = await setup()
    await installService({ dataDir: folder, program: agentProgram })
    await program(withoutSystemd)
    expect(await isService(folder)).toBe(false)
  })
})

/** Returns the settings of a unit file by section. Throws if a section has two settings of the same name. */
function sectionsOf(text: string): { unit: Record<string, string>; service: Record<string, string>; install: Record<string, string> } {
  const sections: Record<string, Record<string, string>> = {}
  let now: Record<string, string> = {}
  for (const line of text.split('\n').filter((one) => one !== '' && !one.startsWith('#'))) {
    const [, section] = /^\[(\w+)\]$/.exec(line) ?? []
    const [, name, value] = /^(\w+)=(.*)$/.exec(line) ?? []
    if (section !== undefined) now = sections[section] ??= {}
    else if (name !== undefined && value !== undefined && now[name] === undefined) now[name] = value
    else throw new Error(`not a line of a unit: ${line}`)
  }
  const { Unit: unit = {}, Service: service = {}, Install: install = {} } = sections
  return { unit, service, install }
}

/** Makes a folder for unit files, and a replacement for `systemctl` that only records its calls, so that the machine's systemd does not change. */
async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-unit-'))
  const [units, programs] = [path.join(folder, 'units'), path.join(folder, 'programs')]
  await Promise.all([mkdir(units), mkdir(programs)])
  const before = { PATH: process.env['PATH'], INFINITIO_UNIT_DIR: process.env['INFINITIO_UNIT_DIR'] }
  onTestFinished(async () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    await rm(folder, { recursive: true, force: true })
  })
  const log = path.join(folder, 'asked')
  const program = async (script: string): Promise<void> => {
    await writeFile(path.join(programs, 'systemctl'), `#!/bin/sh\n${script}\n`)
    await chmod(path.join(programs, 'systemctl'), 0o755)
  }
  await program(`echo "$*" >> ${log}`)
  Object.assign(process.env, { PATH: `${programs}:${before.PATH}`, INFINITIO_UNIT_DIR: units })
  const asked = async (): Promise<string[]> => (await readFile(log, 'utf8')).trim().split('\n')
  return { folder, units, programs, asked, program }
}
