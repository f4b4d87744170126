import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { databaseProcesses } from '@infinitio/db/migrations'
import { checkout } from '../start/dataFolder.ts'

/** What of a service the rules look at; the names are those of the Compose specification. */
type Service = {
  image: string
  build?: { context: string; dockerfile: string; target: string }
  user?: string
  read_only?: boolean
  cap_drop?: string[]
  cap_add?: string[]
  privileged?: boolean
  security_opt?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  ports?: string[]
  networks?: string[] | Record<string, { aliases: string[] }>
  network_mode?: string
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { disable?: boolean; test?: string[] }
  restart?: string
  hostname?: string
}

const known = new Set(
  'image build user read_only cap_drop cap_add security_opt environment volumes ports networks network_mode depends_on healthcheck restart command hostname init tmpfs pids_limit logging shm_size stop_grace_period profiles'.split(
    ' ',
  ),
)
const { services, networks, volumes } = parse(readFileSync(join(checkout, 'docker-compose.yml'), 'utf8'), { merge: true }) as {
  services: Record<string, Service>
  networks: Record<string, { internal?: boolean }>
  volumes: Record<string, object>
}
const all = Object.entries(services)
const built = all.filter(([, service]) => service.build !== undefined)
/** Does nothing but hold the network that others share: it is ready when it runs. */
const holdsNetwork = (name: string) => all.some(([, { network_mode }]) => network_mode === `service:${name}`)
const networksOf = ({ networks: named = [] }: Service) => (Array.isArray(named) ? named : Object.keys(named))
/** What the agent needs to give each lease a user of its own, whom the provider's key is closed to. */
const agentRights = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID']

/** Four, so that three are enough while one is away. */
const validators = ['validator-1', 'validator-2', 'validator-3', 'validator-4']

/** Compose's word for a setting that a further file takes away. */
const reset = { tag: '!reset', resolve: () => 'reset' }
type Bucket = { services: { web: { environment: Record<string, string>; secrets: string[] } }; secrets: { bucket: { file: string } } }

describe('docker-compose.yml', () => {
  it('has every process of the house with its database and chain, and no setting Compose does not know', () => {
    expect(Object.keys(services)).toEqual(expect.arrayContaining(['postgres', 'chain', 'web', 'engine', 'gateway', 'agent', ...validators]))
    for (const [name, service] of all) expect({ name, unknown: Object.keys(service).filter((key) => !known.has(key)) }).toEqual({ name, unknown: [] })
  })

  it.each(all)('%s has no rights it does not need', (name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(service.cap_add ?? []).toEqual(name === 'agent' ? agentRights : [])
    expect(service.privileged ?? false).toBe(false)
    // Ours run as the user their image names.
    if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    else expect(service.user).toBe(name === 'agent' ? '0:0' : undefined)
    for (const volume of service.volumes ?? []) expect(volume).not.toMatch(/docker\.sock|^\/(?!run\/infinitio)/)
  })

  it.each(all)('%s comes from an image of a named version', (name, { image, build }) => {
    expect(image).toMatch(/:v?\d+\.\d+[\w.-]*$/)
    if (build === undefined) expect(image).toMatch(/^docker\.io\//)
    else expect(readFileSync(join(checkout, build.dockerfile), 'utf8')).toMatch(new RegExp(`^FROM [a-z-]+ AS ${build.target}$`, 'm'))
    expect(name).toMatch(/^[a-z]+(-\d)?$/)
  })

  it.each(all)('%s holds no secret in its environment', (_name, { environment = {} }) => {
    for (const [name, value] of Object.entries(environment)) {
      if (/PASSWORD|SECRET|KEY|TOKEN/.test(name))
        expect({ name, isFile: /_FILE$/.test(name) && value.startsWith('/run/infinitio/') }).toEqual({ name, isFile: true })
      expect(value).not.toMatch(/:\/\/[^/]*:[^/]*@|0x[0-9a-f]{64}/)
    }
  })

  it('publishes ports on loopback alone, and never those of metrics, database, chain or tunnels', () => {
    const published = all.flatMap(([, { ports = [] }]) => ports)
    expect(published.length).toBeGreaterThan(0)
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:(3000:3000|2222:2222|7681:7681|7683:7683|9090:9090)$/)
  })

  it('keeps database, chain and metrics in networks without a way out', () => {
    expect(networks).toMatchObject({ data: { internal: true }, chain: { internal: true }, leases: { internal: true }, metrics: { internal: true } })
    expect(services.postgres?.networks).toEqual(['data'])
    // Renters' shells are in these networks: they never meet the database.
    expect(services.machine?.networks).toEqual(['leases', 'metrics'])
    for (const name of ['proxy', 'agent']) expect(services[name]?.network_mode).toBe('service:machine')
    for (const [name, service] of all)
      expect({ name, placed: networksOf(service).length > 0 || service.network_mode !== undefined }).toEqual({ name, placed: true })
  })

  it('keeps the chain in a network without leases, which reach a proxy on loopback alone', () => {
    expect(services.chain?.networks).toEqual(['chain'])
    const shared = networksOf(services.machine ?? { image: '' }).filter((name) => networksOf(services.chain ?? { image: '' }).includes(name))
    expect(shared).toEqual([])
    expect(services.agent?.environment?.RPC_URL).toBe('http://127.0.0.1:8545')
    const holders = all.filter(([, { volumes: used = [] }]) => used.some((volume) => volume.startsWith('chain-socket:'))).map(([name]) => name)
    expect(holders).toEqual(['chain', 'proxy'])
    expect(services.proxy?.environment?.CHAIN_SOCKET).toBe(services.chain?.environment?.CHAIN_SOCKET)
  })

  it('lets the processes of the database roles reach the database, with settings of their own, and no other process', () => {
    const reach = all.filter(([, service]) => networksOf(service).includes('data')).map(([name]) => name)
    // The setting up migrates, and the standby takes the engine's place.
    expect(reach.toSorted()).toEqual(['postgres', 'setup', 'standby', ...databaseProcesses].toSorted())
    for (const name of databaseProcesses) expect(services[name]?.volumes).toContain(`${name}:/run/infinitio/${name}:ro`)
  })

  it('asks everything that stays whether it is ready, and waits for what it needs', () => {
    for (const [name, { build, healthcheck, restart, depends_on = {} }] of all) {
      const stays = restart !== 'no'
      // Ours bring the check in their image.
      if (stays && build === undefined) expect({ name, test: healthcheck?.test }).toEqual({ name, test: expect.arrayContaining(['CMD']) })
      if (stays) expect({ name, disabled: healthcheck?.disable ?? false }).toEqual({ name, disabled: false })
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        expect(services).toHaveProperty(needed)
        const ready = services[needed]?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy'
        expect(condition).toBe(holdsNetwork(needed) ? 'service_started' : ready)
      }
    }
  })

  it('gives each process a volume of its own keys, which only its setting up may also see', () => {
    for (const name of ['web', 'engine', 'gateway', 'agent', ...validators, 'setup', 'database']) {
      const holders = all.filter(([, service]) => (service.volumes ?? []).some((volume) => volume.startsWith(`${name}:`))).map(([holder]) => holder)
      expect({ name, holders }).toEqual({ name, holders: expect.arrayContaining(['secrets']) })
      // The standby takes the engine's place, so it is let in where the engine is.
      const own = { database: ['postgres'], engine: ['engine', 'standby'] }[name] ?? [name]
      expect(holders.filter((holder) => !['secrets', 'setup', ...own].includes(holder))).toEqual([])
    }
    const used = all
      .flatMap(([, service]) => (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''))
      .filter((name) => !name.startsWith('.'))
    expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort())
  })

  it('runs validators that are alike but for their keys, keep what they signed, and reach API and chain alone', () => {
    const used = new Set(validators.flatMap((name) => services[name]?.volumes ?? []))
    expect(used.size).toBe(2 * validators.length)
    for (const name of validators) {
      const { environment, volumes: own, networks: named, ports } = services[name] ?? {}
      expect({ name, named, ports }).toEqual({ name, named: ['chain', 'metrics'], ports: undefined })
      expect(own).toEqual([`${name}:/run/infinitio/validator:ro`, `${name}-data:${environment?.VALIDATOR_DATA_DIR}`])
      const { VALIDATOR_KEY_FILE, ...rest } = environment ?? {}
      const { VALIDATOR_KEY_FILE: _, ...others } = services[validators[0] ?? '']?.environment ?? {}
      expect(VALIDATOR_KEY_FILE).toBe(`/run/infinitio/validator/${name}.key`)
      expect(rest).toEqual(others)
    }
  })

  it('runs a standby on request alone, with the engine’s image and settings', () => {
    const { engine, standby } = services
    expect(standby).toMatchObject({ profiles: ['standby'], image: engine?.image, build: engine?.build, networks: engine?.networks })
    expect(standby?.environment).toMatchObject({ ROLE: 'matcher', STANDBY: engine?.environment?.STANDBY })
    for (const [name, value] of Object.entries(standby?.environment ?? {}))
      if (name !== 'ROLE') expect([name, engine?.environment?.[name]]).toEqual([name, value])
  })

  it('keeps snapshots in a volume that the web server alone has, or in a bucket whose secret is in a file', () => {
    const holders = all.filter(([, { volumes: used = [] }]) => used.some((volume) => volume.startsWith('snapshots:'))).map(([name]) => name)
    expect(holders).toEqual(['web'])
    const [, place] = (services.web?.volumes ?? []).find((volume) => volume.startsWith('snapshots:'))?.split(':') ?? []
    expect(services.web?.environment?.SNAPSHOT_FOLDER).toMatch(new RegExp(`^${place}/`))
    const bucket = parse(readFileSync(join(checkout, 'deploy/bucket.yml'), 'utf8'), { customTags: [reset] }) as Bucket
    expect(Object.keys(bucket.services)).toEqual(['web'])
    const { SNAPSHOT_FOLDER, ...settings } = bucket.services.web.environment
    // Both at once are refused by the web server.
    expect(SNAPSHOT_FOLDER).toBe('reset')
    expect(Object.keys(settings).sort()).toEqual(['BUCKET', 'ENDPOINT', 'KEY_ID', 'REGION', 'SECRET_FILE'].map((name) => `SNAPSHOT_S3_${name}`))
    expect(settings).toMatchObject({ SNAPSHOT_S3_SECRET_FILE: '/run/secrets/bucket', SNAPSHOT_S3_KEY_ID: expect.stringMatching(/^\$\{/) })
    expect(bucket.services.web.secrets).toEqual(['bucket'])
    expect(bucket.secrets.bucket.file).toMatch(/^\$\{SNAPSHOT_S3_SECRET_FILE:\?/)
  })

  it('names programs, folders and files that exist', () => {
    for (const [, service] of built) {
      const { command } = service as { command?: string[] }
      const program = command?.find((part) => part.endsWith('.ts'))
      if (program !== undefined) expect(existsSync(join(checkout, program))).toBe(true)
    }
    expect(existsSync(join(checkout, 'deploy/prometheus/prometheus.yml'))).toBe(true)
  })
})
