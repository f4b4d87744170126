import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { databaseProcesses } from '@infinitio/db/migrations'
import { checkout } from '../start/dataFolder.ts'

/** The fields of a service that the rules check, with the names of the Compose specification. */
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
const { version: release } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string }
const all = Object.entries(services)
const built = all.filter(([, service]) => service.build !== undefined)
/** Returns true for a service that does nothing but give its network to other services. It has no health check and is ready as soon as it runs. */
const holdsNetwork = (name: string) => all.some(([, { network_mode }]) => network_mode === `service:${name}`)
const networksOf = ({ networks: named = [] }: Service) => (Array.isArray(named) ? named : Object.keys(named))
/** Capabilities that the agent needs to give each lease its own user. That user cannot read the provider's key. */
const agentRights = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID']

/** There are four validators, so that three of them still form a quorum while one is unavailable. */
const validators = ['validator-1', 'validator-2', 'validator-3', 'validator-4']

/** Handles the YAML tag `!reset`, with which a Compose file removes a setting of another Compose file. */
const reset = { tag: '!reset', resolve: () => 'reset' }
type Bucket = { services: { web: { environment: Record<string, string>; secrets: string[] } }; secrets: { bucket: { file: string } } }

describe('docker-compose.yml', () => {
  it('has every process of the system with its database and chain, and only settings that Compose knows', () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['postgres', 'chain', 'web', 'engine', 'gateway', 'agent', 'scheduler', ...validators]),
    )
    for (const [name, service] of all) expect({ name, unknown: Object.keys(service).filter((key) => !known.has(key)) }).toEqual({ name, unknown: [] })
  })

  it.each(all)('%s has no rights it does not need', (name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    expect(service.cap_add ?? []).toEqual(name === 'agent' ? agentRights : [])
    expect(service.privileged ?? false).toBe(false)
    // A service with a third-party image must name a user without root rights. A service with our image uses the user of the image; only the agent runs as
    // root.
    if (service.build === undefined) expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    else expect(service.user).toBe(name === 'agent' ? '0:0' : undefined)
    for (const volume of service.volumes ?? []) expect(volume).not.toMatch(/docker\.sock|^\/(?!run\/infinitio)/)
  })

  it.each(all)('%s comes from an image of a named version', (name, { image, build }) => {
    expect(image).toMatch(/:v?\d+\.\d+[\w.-]*$/)
    if (build !== undefined) expect(image).toMatch(new RegExp(`:${release}$`))
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

  it('publishes ports only on loopback, and never those of metrics, database, chain or tunnels', () => {
    const published = all.flatMap(([, { ports = [] }]) => ports)
    expect(published.length).toBeGreaterThan(0)
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:(3000:3000|2222:2222|7681:7681|7683:7683|9090:9090)$/)
  })

  it('takes its addresses from the environment, the same for web and gateway, and is on loopback otherwise', () => {
    const web = services.web?.environment ?? {}
    const gateway = services.gateway?.environment ?? {}
    expect([web.PUBLIC_URL, gateway.PUBLIC_URL]).toEqual(Array(2).fill('${PUBLIC_URL:-http://localhost:3000}'))
    // If the address were on another host, the gateway would need a certificate and would not start without one.
    expect([web.GATEWAY_PORTS_URL, gateway.PORTS_URL]).toEqual(Array(2).fill('http://ports.localhost:7683'))
    expect(web.GATEWAY_SSH_HOST).toBe('${GATEWAY_SSH_HOST:-127.0.0.1}')
    expect(web.GATEWAY_TERMINAL_URL).toBe('${GATEWAY_TERMINAL_URL:-ws://127.0.0.1:7681}')
  })

  it('keeps database, chain and metrics in internal networks', () => {
    expect(networks).toMatchObject({ data: { internal: true }, chain: { internal: true }, leases: { internal: true }, metrics: { internal: true } })
    expect(services.postgres?.networks).toEqual(['data'])
    // The shells of renters are in these networks, so the database must not be in any of them.
    expect(services.machine?.networks).toEqual(['leases', 'metrics'])
    for (const name of ['proxy', 'agent']) expect(services[name]?.network_mode).toBe('service:machine')
    for (const [name, service] of all)
      expect({ name, placed: networksOf(service).length > 0 || service.network_mode !== undefined }).toEqual({ name, placed: true })
  })

  it('keeps the chain in a network without leases, which reach only a proxy on loopback', () => {
    expect(services.chain?.networks).toEqual(['chain'])
    const shared = networksOf(services.machine ?? { image: '' }).filter((name) => networksOf(services.chain ?? { image: '' }).includes(name))
    expect(shared).toEqual([])
    expect(services.agent?.environment?.RPC_URL).toBe('http://127.0.0.1:8545')
    const holders = all.filter(([, { volumes: used = [] }]) => used.some((volume) => volume.startsWith('chain-socket:'))).map(([name]) => name)
    expect(holders).toEqual(['chain', 'proxy'])
    expect(services.proxy?.environment?.CHAIN_SOCKET).toBe(services.chain?.environment?.CHAIN_SOCKET)
  })

  it('gives the processes of the database roles access to the database, with their own settings, and no other process', () => {
    const reach = all.filter(([, service]) => networksOf(service).includes('data')).map(([name]) => name)
    // The processes of the database roles may reach the database. So may two more services: `setup`, which migrates the database, and the standby, which can
    // replace the engine.
    expect(reach.toSorted()).toEqual(['postgres', 'setup', 'standby', ...databaseProcesses].toSorted())
    for (const name of databaseProcesses) expect(services[name]?.volumes).toContain(`${name}:/run/infinitio/${name}:ro`)
  })

  it('has a health check for every lasting service, and waits for dependencies', () => {
    for (const [name, { build, healthcheck, restart, depends_on = {} }] of all) {
      const stays = restart !== 'no'
      // The images of our services contain the health check.
      if (stays && build === undefined) expect({ name, test: healthcheck?.test }).toEqual({ name, test: expect.arrayContaining(['CMD']) })
      if (stays) expect({ name, disabled: healthcheck?.disable ?? false }).toEqual({ name, disabled: false })
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        expect(services).toHaveProperty(needed)
        const ready = services[needed]?.restart === 'no' ? 'service_completed_successfully' : 'service_healthy'
        expect(condition).toBe(holdsNetwork(needed) ? 'service_started' : ready)
      }
    }
  })

  it('gives each process a volume for its keys, which only the set-up service may also see', () => {
    for (const name of ['web', 'engine', 'gateway', 'agent', 'scheduler', ...validators, 'setup', 'database']) {
      const holders = all.filter(([, service]) => (service.volumes ?? []).some((volume) => volume.startsWith(`${name}:`))).map(([holder]) => holder)
      expect({ name, holders }).toEqual({ name, holders: expect.arrayContaining(['secrets']) })
      // The standby process can take over from the engine, so it may read the engine's secrets.
      const own = { database: ['postgres'], engine: ['engine', 'standby'] }[name] ?? [name]
      expect(holders.filter((holder) => !['secrets', 'setup', ...own].includes(holder))).toEqual([])
    }
    const used = all
      .flatMap(([, service]) => (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? ''))
      .filter((name) => !name.startsWith('.'))
    expect([...new Set(used)].sort()).toEqual(Object.keys(volumes).sort())
  })

  it('runs validators that differ only in their keys and doors, store their signatures, and reach only API and chain', () => {
    const used = new Set(validators.flatMap((name) => services[name]?.volumes ?? []))
    expect(used.size).toBe(2 * validators.length)
    for (const name of validators) {
      const { environment, volumes: own, networks: named, ports } = services[name] ?? {}
      expect({ name, named, ports }).toEqual({ name, named: ['chain', 'metrics'], ports: undefined })
      expect(own).toEqual([`${name}:/run/infinitio/validator:ro`, `${name}-data:${environment?.VALIDATOR_DATA_DIR}`])
      const { VALIDATOR_KEY_FILE, DOOR_URL, ...rest } = environment ?? {}
      const { VALIDATOR_KEY_FILE: _, DOOR_URL: __, ...others } = services[validators[0] ?? '']?.environment ?? {}
      expect(VALIDATOR_KEY_FILE).toBe(`/run/infinitio/validator/${name}.key`)
      expect(DOOR_URL).toBe(`http://${name}:${rest.DOOR_PORT}`)
      expect(rest).toEqual(others)
    }
  })

  it('runs a scheduler that reaches only API and chain, and keeps nothing', () => {
    const { networks: named, ports, volumes: own, environment } = services.scheduler ?? {}
    expect({ named, ports, own }).toEqual({ named: ['chain', 'metrics'], ports: undefined, own: ['scheduler:/run/infinitio/scheduler:ro'] })
    expect(environment).toEqual({
      API_URL: 'http://web:3000',
      RPC_URL: 'http://chain:8545',
      SCHEDULER_KEY_FILE: '/run/infinitio/scheduler/scheduler.key',
    })
  })

  it('runs a standby only on request, with the engine’s image and settings', () => {
    const { engine, standby } = services
    expect(standby).toMatchObject({ profiles: ['standby'], image: engine?.image, build: engine?.build, networks: engine?.networks })
    expect(standby?.environment).toMatchObject({ ROLE: 'matcher', STANDBY: engine?.environment?.STANDBY })
    for (const [name, value] of Object.entries(standby?.environment ?? {}))
      if (name !== 'ROLE') expect([name, engine?.environment?.[name]]).toEqual([name, value])
  })

  it('stores snapshots in a volume of the web server only, or in a bucket whose secret is in a file', () => {
    const holders = all.filter(([, { volumes: used = [] }]) => used.some((volume) => volume.startsWith('snapshots:'))).map(([name]) => name)
    expect(holders).toEqual(['web'])
    const [, place] = (services.web?.volumes ?? []).find((volume) => volume.startsWith('snapshots:'))?.split(':') ?? []
    expect(services.web?.environment?.SNAPSHOT_FOLDER).toMatch(new RegExp(`^${place}/`))
    const bucket = parse(readFileSync(join(checkout, 'deploy/bucket.yml'), 'utf8'), { customTags: [reset] }) as Bucket
    expect(Object.keys(bucket.services)).toEqual(['web'])
    const { SNAPSHOT_FOLDER, ...settings } = bucket.services.web.environment
    // The additional file must remove SNAPSHOT_FOLDER, because the web server refuses a folder and a bucket together.
    expect(SNAPSHOT_FOLDER).toBe('reset')
    expect(Object.keys(settings).sort()).toEqual(['BUCKET', 'ENDPOINT', 'KEY_ID', 'REGION', 'SECRET_FILE'].map((name) => `SNAPSHOT_S3_${name}`))
    expect(settings).toMatchObject({ SNAPSHOT_S3_SECRET_FILE: '/run/secrets/bucket', SNAPSHOT_S3_KEY_ID: expect.stringMatching(/^\$\{/) })
    expect(bucket.services.web.secrets).toEqual(['bucket'])
    expect(bucket.secrets.bucket.file).toMatch(/^\$\{SNAPSHOT_S3_SECRET_FILE:\?/)
  })

  it('uses programs, folders and files that exist', () => {
    for (const [, service] of built) {
      const { command } = service as { command?: string[] }
      const program = command?.find((part) => part.endsWith('.ts'))
      if (program !== undefined) expect(existsSync(join(checkout, program))).toBe(true)
    }
    expect(existsSync(join(checkout, 'deploy/prometheus/prometheus.yml'))).toBe(true)
  })
})
