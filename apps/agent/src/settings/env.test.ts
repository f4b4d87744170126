import { describe, expect, test } from 'vitest'
import { agentEnv } from './env.ts'

const usual = {
  ...{ API_URL: 'http://127.0.0.1:3000/api/v1', RPC_URL: 'http://127.0.0.1:8545', TUNNEL_HOST: '127.0.0.1', TUNNEL_PORT: '7000' },
  ...{ AGENT_DATA_DIR: '/data', AGENT_FLEET: 'this-machine', PROVIDER_KEY_FILE: '/provider.key' },
}
const inContainers = { ...usual, AGENT_RUNTIME: 'container', CONTAINER_IMAGE: `debian@sha256:${'ab'.repeat(32)}` }

describe("the agent's settings", () => {
  test('uses the local runtime by default', () => {
    expect(agentEnv.parse(usual).AGENT_RUNTIME).toBe('local')
  })

  test('reads devices separated by commas', () => {
    const { CONTAINER_DEVICES } = agentEnv.parse({ ...inContainers, CONTAINER_DEVICES: 'nvidia.com/gpu=0, nvidia.com/gpu=1' })
    expect(CONTAINER_DEVICES).toEqual(['nvidia.com/gpu=0', 'nvidia.com/gpu=1'])
    expect([inContainers, { ...inContainers, CONTAINER_WHOLE: 'true' }].map((env) => agentEnv.parse(env).CONTAINER_WHOLE)).toEqual(['false', 'true'])
  })

  test('reads further gateways separated by commas, with IPv6 in brackets', () => {
    expect(agentEnv.parse(usual).TUNNEL_OTHERS).toEqual([])
    expect(agentEnv.parse({ ...usual, TUNNEL_OTHERS: 'gw2.example:7682, [2001:db8::1]:7683' }).TUNNEL_OTHERS).toEqual([
      { host: 'gw2.example', port: 7682 },
      { host: '2001:db8::1', port: 7683 },
    ])
  })

  test('needs no key file for a machine under a mandate', () => {
    const { PROVIDER_KEY_FILE: _key, ...without } = usual
    expect(agentEnv.parse(without).PROVIDER_KEY_FILE).toBeUndefined()
    expect(agentEnv.safeParse({ ...without, AGENT_FLEET: 'simulated' }).success).toBe(false)
  })

  test.each([
    ['a further gateway without a port', { ...usual, TUNNEL_OTHERS: 'gw2.example' }],
    ['a further gateway at a port that is none', { ...usual, TUNNEL_OTHERS: 'gw2.example:70000' }],
    ['containers without an image', { ...usual, AGENT_RUNTIME: 'container' }],
    ['an image without a digest', { ...inContainers, CONTAINER_IMAGE: 'debian:12' }],
    ['containers of machines that exist nowhere', { ...inContainers, AGENT_FLEET: 'simulated' }],
    ['a device that is a path', { ...inContainers, CONTAINER_DEVICES: '/dev/sda' }],
    ['a socket that is no path', { ...inContainers, CONTAINER_SOCKET: 'tcp://10.0.0.1:2375' }],
    ['simulated renters on a machine of a person', { ...usual, AGENT_SIMULATED_RENTERS: 'true' }],
    ['a fleet larger than one process serves', { ...usual, AGENT_FLEET: 'simulated', AGENT_SIMULATED_NODES: '201' }],
    ['a program for rules that is no path', { ...inContainers, CONTAINER_NFT: 'nft; true' }],
    ['no processor', { ...inContainers, CONTAINER_CPUS: '0' }],
    ['a disk without a size', { ...inContainers, CONTAINER_DISK_MIB: 'much' }],
  ])('refuse %s', (_what, settings) => {
    expect(agentEnv.safeParse(settings).success).toBe(false)
  })
})
