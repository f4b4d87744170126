import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { agentEnv } from './env.ts'
import { type ProviderSettings, readSettings, settingsFileOf, writeSettings } from './providerSettings.ts'
import { readOptions } from '../provide/readOptions.ts'
import { settingsEnvironment } from './useSettingsFile.ts'
import { wantedSettings } from '../provide/wantedSettings.ts'

const settings: ProviderSettings = {
  ...{
    apiUrl: 'https://infinitio.example',
    rpcUrl: 'https://rpc.example',
    tunnelHost: 'gw.example',
    tunnelPort: 7682,
    otherTunnels: 'gw2.example:7682',
    keyFile: '/k',
    mandateDays: 90,
    floorPricePerGpuHour: null,
    transferable: true,
  },
  ...{
    name: 'Attic',
    pricePerGpuHour: '0.35',
    region: 'eu',
    country: null,
    runtime: 'container',
    isolation: 'gvisor',
    image: `debian@sha256:${'a'.repeat(64)}`,
  },
  ...{ socket: null, devices: ['nvidia.com/gpu=all'], modelServer: 'http://127.0.0.1:8000/v1' },
}

describe('the settings of a machine', () => {
  test('are readable only by their owner, are read as written, and leave no other file', async () => {
    const dataDir = await folder()
    expect(await readSettings(dataDir)).toBeNull()
    await writeSettings(dataDir, settings)
    await writeSettings(dataDir, { ...settings, name: 'Cellar' })
    expect(await readSettings(dataDir)).toEqual({ ...settings, name: 'Cellar' })
    expect((await stat(settingsFileOf(dataDir))).mode & 0o777).toBe(0o600)
    expect(await readdir(dataDir)).toEqual(['provide.json'])
  })

  test.each([
    '',
    '{',
    '[]',
    '{"apiUrl":"https://x.example"}',
    JSON.stringify({ ...settings, more: 1 }),
    JSON.stringify({ ...settings, image: 'debian:12' }),
  ])('are refused by name when they are damaged: %s', async (text) => {
    const dataDir = await folder()
    await writeFile(settingsFileOf(dataDir), text)
    await expect(readSettings(dataDir)).rejects.toMatchObject({ code: 'node.settings_unreadable' })
  })

  test("set the agent's seven variables", () => {
    expect(agentEnv.parse(settingsEnvironment(settings, '/data'))).toMatchObject({
      ...{
        API_URL: 'https://infinitio.example',
        TUNNEL_PORT: 7682,
        AGENT_DATA_DIR: '/data',
        AGENT_FLEET: 'this-machine',
        AGENT_RUNTIME: 'container',
      },
      ...{
        PROVIDER_KEY_FILE: '/k',
        AGENT_NODE_NAME: 'Attic',
        AGENT_REGION: 'eu',
        AGENT_PRICE: '0.35',
        AGENT_TRANSFERABLE: 'true',
        CONTAINER_DEVICES: ['nvidia.com/gpu=all'],
        CONTAINER_ISOLATION: 'gvisor',
        MODEL_SERVER: 'http://127.0.0.1:8000/v1',
        MODEL_REQUESTS: 1,
      },
    })
  })

  test('set no key file for a machine under a mandate', () => {
    expect(settingsEnvironment({ ...settings, keyFile: null }, '/data')).not.toHaveProperty('PROVIDER_KEY_FILE')
  })

  test.each([
    ['was taken away, once there is a mandate', '/not/there', true, null],
    ['was taken away, while there is none', '/not/there', false, '/not/there'],
    ['is there, mandate or not', import.meta.filename, true, import.meta.filename],
  ])('name a key file that %s', (_which, keyFile, hasMandate, named) => {
    const { options } = readOptions([], {})
    expect(wantedSettings({ options, saved: { ...settings, keyFile }, market: null, gpuMaker: null, hasMandate }).keyFile).toBe(named)
  })

  test('are read from a file of a version without mandates', async () => {
    const dataDir = await folder()
    const { mandateDays: _days, floorPricePerGpuHour: _floor, transferable: _transferable, ...rest } = settings
    const { isolation: _isolation, modelServer: _server, ...older } = rest
    await writeFile(settingsFileOf(dataDir), JSON.stringify(older))
    expect(await readSettings(dataDir)).toEqual({
      ...older,
      mandateDays: null,
      floorPricePerGpuHour: null,
      transferable: false,
      isolation: 'container',
      modelServer: null,
    })
  })
})

describe('parses the arguments of infinitio provide', () => {
  test('prefers arguments to the environment, and the environment to the defaults', () => {
    const env = { INFINITIO_PRICE: '1', INFINITIO_URL: 'http://a', INFINITIO_PROVIDE_DATA: '/data', INFINITIO_DEVICES: 'a.b/c=0,a.b/c=1' }
    const { command, options } = readOptions(['--price', '2', 'status', '--json'], env)
    expect(command).toBe('status')
    expect(options).toMatchObject({
      price: '2',
      url: 'http://a',
      region: null,
      dataDir: '/data',
      json: true,
      force: false,
      devices: ['a.b/c=0', 'a.b/c=1'],
    })
    expect(readOptions(['-h', 'remove'], {}).command).toBe('help')
  })

  test.each([
    [[], true, true],
    [[], null, false],
    [['--transferable'], null, true],
    [['--no-transferable'], true, false],
  ])('%j after %s: whether leases may be given away is %s', (words, before, transferable) => {
    const saved = before === null ? null : { ...settings, transferable: before }
    expect(wantedSettings({ options: readOptions(words, {}).options, saved, market: null, gpuMaker: null, hasMandate: false })).toMatchObject({
      transferable,
    })
  })

  test('name a model server of this computer only, which stays until it is switched off', () => {
    const wanted = (...words: string[]) =>
      wantedSettings({ options: readOptions(words, {}).options, saved: settings, market: null, gpuMaker: null, hasMandate: false }).modelServer
    expect(wanted()).toBe('http://127.0.0.1:8000/v1')
    expect(wanted('--model-server', 'http://localhost:11434/v1/')).toBe('http://localhost:11434/v1')
    expect(wanted('--model-server', 'off')).toBeNull()
    for (const url of ['http://10.0.0.7:8000/v1', 'https://api.example/v1', 'http://127.0.0.1.example/v1', 'http://me:pw@127.0.0.1/v1', 'file:///v1'])
      expect(() => readOptions(['--model-server', url], {}), url).toThrow(expect.objectContaining({ code: 'api.invalid_field' }))
  })

  test('set the isolation of leases, only in containers', () => {
    expect(readOptions(['--isolation', 'gvisor'], { INFINITIO_ISOLATION: 'kata' }).options.isolation).toBe('gvisor')
    expect(readOptions([], { INFINITIO_ISOLATION: 'kata' }).options.isolation).toBe('kata')
    const refused = expect.objectContaining({ code: 'api.invalid_field', detail: '--isolation gvisor needs --runtime container' })
    expect(() => readOptions(['--runtime', 'local', '--isolation', 'gvisor'], {})).toThrow(refused)
    const wanted = (words: string[]) =>
      wantedSettings({ options: readOptions(words, {}).options, saved: settings, market: null, gpuMaker: null, hasMandate: false }).isolation
    expect([wanted([]), wanted(['--isolation', 'kata']), wanted(['--runtime', 'local'])]).toEqual(['gvisor', 'kata', 'container'])
  })

  test('set the duration and the lowest price of a mandate', () => {
    const { options } = readOptions(['--mandate-days', '90'], { INFINITIO_FLOOR: '0.30', INFINITIO_MANDATE_DAYS: '7' })
    expect(options).toMatchObject({ mandateDays: 90, floor: '0.30' })
  })

  test.each([
    ...[['rent'], ['status', 'now'], ['--prize', '1'], ['--price'], ['--runtime', 'vm'], ['--json=1']],
    ...[
      ['--mandate-days', '0'],
      ['--mandate-days', '3651'],
      ['--mandate-days', '1.5'],
      ['--floor', 'low'],
      ['--isolation', 'process'],
      ['--isolation', 'vm'],
    ],
  ])('that are unknown are refused: %s %s', (...words) => {
    const said = words.filter((word): word is string => word !== undefined)
    expect(() => readOptions(said, {})).toThrow('api.invalid_field')
  })
})

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'infinitio-settings-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
