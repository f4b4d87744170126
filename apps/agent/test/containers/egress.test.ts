import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { leaseLine } from '../../src/network/leaseNetwork.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { containerNameOf } from './tracesOfTests.ts'
import { resolverOfTests } from './newRuntime.ts'
import { openTestRuntime, runIn, until } from './runtimeOfTests.ts'
import {
  type Place,
  type World,
  closedOfTests,
  machineOfTests,
  namesOfTests,
  neighbourOfTests,
  openWorld,
  publicOfTests,
  tryScript,
} from './worldOfTests.ts'

/**
 * Seconds to wait for an answer from each address that must be closed. The limit is shorter than the usual 3 s, because a test notices a dropped packet only
 * when the limit has passed.
 */
const soon = { seconds: 1 }

/** Tests which addresses a lease can reach. Every address that must be closed to the lease does answer: each test first connects to it from the machine. */
describe.skipIf(whyNoContainers !== null)(`limits the network of a container${inContainers}`, () => {
  let engine: TestEngine
  let world: World
  let runtime: Awaited<ReturnType<typeof openTestRuntime>>
  let sandbox: Sandbox
  let image = ''
  const container = () => ({ socketPath: engine.socket, network: engine.network, image })

  beforeAll(async () => {
    engine = await engineOfTests()
    world = await openWorld(engine)
    image = engine.makeImage({ changes: [], add: () => {} })
    runtime = await openTestRuntime({ container: container() })
    sandbox = await runtime.lease('7')
  })
  afterAll(async () => {
    await runtime?.close()
    await world?.close()
    await engine?.stop()
  })

  test('reaches every public address, by IPv4 and IPv6', async () => {
    const places = [...publicOfTests.v4, ...publicOfTests.v6].map(web)
    expect(await reached(places)).toEqual(said(places))
  })

  test.each(Object.entries(closedOfTests))('does not reach %s', async (_what, addresses) => {
    await expectClosed(addresses.map(web))
  })

  test('reaches neither the machine by any of its addresses nor the other machines of its network', async () => {
    await expectClosed([...Object.values(machineOfTests.line), ...machineOfTests.others, ...Object.values(neighbourOfTests)].map(web))
  })

  test('does not reach an address that the machine has just got', async () => {
    world.on('machine', 'ip address add 88.88.88.88/32 dev lo')
    onTestFinished(() => void world.on('machine', 'ip address del 88.88.88.88/32 dev lo'))
    await expectClosed([web('88.88.88.88')])
  })

  test('does not reach a private address into which the machine redirects a public one', async () => {
    const redirect = `ip daddr ${publicOfTests.v4[1]} tcp dport 8080 dnat to 10.1.2.3:80`
    world.nft(
      `table ip turned { chain prerouting { type nat hook prerouting priority dstnat; ${redirect}; }; chain output { type nat hook output priority -100; ${redirect}; }; }`,
    )
    onTestFinished(() => void world.nft('delete table ip turned'))
    await expectClosed([[publicOfTests.v4[1], 8080]])
  })

  test('does not reach a mail server, by IPv4 and IPv6', async () => {
    await expectClosed([publicOfTests.v4[1], publicOfTests.v6[0]].flatMap((address) => [25, 465, 587].map((port) => [address, port] as const)))
  })

  test('does not reach a name whose second answer is a private address', async () => {
    const ask = `nslookup -type=a rebind.test | tail -n +3 | sed -n 's/^Address: *//p'`
    const [first = '', second = ''] = lines((await runIn(sandbox, `${ask}; ${ask}`)).stdout, { sorted: false })
    expect([first, second]).toEqual(namesOfTests['rebind.test'])
    expect(await reached([web(first), web(second)])).toEqual(said([web(first)]))
  })

  test("gets the agent's name servers, and can choose its own", async () => {
    expect((await runIn(sandbox, 'cat /etc/resolv.conf')).stdout).toBe(`nameserver ${resolverOfTests}\n`)
    const choose = 'cp /etc/resolv.conf /root/ && echo nameserver 1.1.1.1 > /etc/resolv.conf && cat /root/resolv.conf > /etc/resolv.conf'
    expect((await runIn(sandbox, choose)).code).toBe(0)
  })

  test('cannot be changed by the lease', async () => {
    const tries = [
      'link set dev eth0 down',
      'address add 10.255.255.9/30 dev eth0',
      'route add 1.2.3.4 dev lo',
      'route del default',
      'link add x type dummy',
      'netns add x',
    ]
    const worked = tries.map((line) => `ip ${line} >/dev/null 2>&1 && echo '${line}'`).join('; ')
    expect((await runIn(sandbox, `${worked}; echo asked`)).stdout).toBe('asked\n')
  })

  test('sends no packet from a foreign address, also after its address and route were changed', async () => {
    const inside = (line: string): Buffer => execFileSync('nsenter', ['--target', leaderOf('7'), '--net', '--', 'sh', '-c', line])
    const [resolver] = publicOfTests.v4
    inside(`ip address add 10.77.0.1/32 dev eth0 && ip route add ${resolver} via ${leaseLine.guard4} src 10.77.0.1`)
    // The lease sends the first question with a forged sender address, so the answer cannot come back. If the name server has received this question, it gives
    // another answer to the second one.
    await runIn(sandbox, 'timeout 1 nslookup -type=a counted.test')
    inside(`ip route del ${resolver}; ip address del 10.77.0.1/32 dev eth0`)
    expect((await runIn(sandbox, 'nslookup -type=a counted.test')).stdout).toContain(namesOfTests['counted.test'][0])
  })

  test('lets in only answers, from the machine, the world or another lease', async () => {
    const other = await runtime.lease('8')
    const listener = await other.exec({ command: 'while :; do echo reached | nc -l -p 8123; done', environment: {} })
    onTestFinished(() => listener.signal('SIGKILL'))
    const sockets = async (): Promise<string> => (await runIn(other, 'cat /proc/net/tcp /proc/net/tcp6')).stdout
    const listens = /:1FBB \S+ 0A /
    // The listener serves one client at a time, and a client may leave before it gets its answer. So try again until the answer comes.
    await until('an answer', async () => {
      await until('the listener again', async () => listens.test(await sockets()))
      return lines((await runIn(other, tryScript([[leaseLine.lease4, 8123]]))).stdout).length === 1
    })
    await until('the listener once more', async () => listens.test(await sockets()))
    const ofGuard = guardAddressesOf('8')
    world.on('machine', `ip route add ${leaseLine.lease4} via ${ofGuard[0]}; ip route add ${leaseLine.lease6} via ${ofGuard[1]}`)
    // The packets come from public addresses, to which the lease is allowed to send answers.
    const [from4, from6] = [publicOfTests.v4[0], publicOfTests.v6[0]]
    world.on('world', `ip route add ${leaseLine.lease4} via ${machineOfTests.line.v4} src ${from4}`)
    world.on('world', `ip route add ${leaseLine.lease6} via ${machineOfTests.line.v6} src ${from6}`)
    const places = [leaseLine.lease4, leaseLine.lease6, ...ofGuard].map((address) => [address, 8123] as const)
    expect(lines(world.on('world', tryScript(places, soon)))).toEqual([])
    const halfOpen = /:1FBB \S+ 03 /
    expect(await sockets()).not.toMatch(halfOpen)
    expect(lines(world.on('machine', tryScript(places, soon)))).toEqual([])
    expect(await reached(places.slice(2), soon)).toEqual([])
  })

  test("stays closed when an administrator empties the machine's firewall, and is complete again soon after", async () => {
    world.nft('flush ruleset')
    await expectClosed([machineOfTests.line.v4, neighbourOfTests.v6, '169.254.169.254', '10.1.2.3', 'fd12:3456::9', '2001:db8::9'].map(web))
    await sandbox.prepare()
    expect(await reached([web('9.9.9.9')])).toEqual(said([web('9.9.9.9')]))
    expect(world.nft('list tables').match(/infinitio_/g)).toHaveLength(1)
  })

  test("passes a machine's firewall that drops everything, and restores it", async () => {
    const docker = 'chain ip filter FORWARD'
    world.nft('table ip filter { chain FORWARD { type filter hook forward priority filter; policy drop; }; }')
    const before = world.nft(`list ${docker}`)
    onTestFinished(() => void world.nft('delete table ip filter'))
    const other = await runtime.lease('9')
    expect(lines((await runIn(other, tryScript([web('9.9.9.9')]))).stdout)).toEqual(said([web('9.9.9.9')]))
    await other.stop([])
    expect(await other.wipe()).toMatchObject({ residue: [] })
    expect(world.nft(`list ${docker}`)).toBe(before)
  })

  test('stays unchanged while the agent is stopped, and under the next one', async () => {
    const held = await sandbox.exec({ command: `nc ${publicOfTests.v4[0]} 80`, environment: {} })
    const line = await runIn(sandbox, 'cat /sys/class/net/eth0/ifindex')
    let heard = ''
    held.stdout.on('data', (bytes: Buffer) => (heard += bytes.toString()))
    await until('the connection', async () => heard.includes('reached'))
    const next = (await runtime.start(['7'])).sandbox({ leaseId: '7', environment: {} })
    await next.prepare()
    held.stdin.write('still here\n')
    await until('the echo', async () => heard.includes('still here'))
    held.signal('SIGKILL')
    expect(await runIn(sandbox, 'cat /sys/class/net/eth0/ifindex')).toEqual(line)
  })

  test('returns with its rules after the machine was switched off', async () => {
    engine.podman(['stop', '--all', '--time', '0'])
    execFileSync('ip', ['netns', 'delete', containerNameOf(runtime.leasesDir, '7')])
    world.nft('flush ruleset')
    sandbox = (await runtime.start(['7', '8'])).sandbox({ leaseId: '7', environment: {} })
    await sandbox.prepare()
    await expectClosed(['169.254.169.254', '10.1.2.3', machineOfTests.line.v4, 'fd00:ec2::254'].map(web))
    expect(await reached([web('9.9.9.9')])).toEqual(said([web('9.9.9.9')]))
  })

  test('returns when only the container went down', async () => {
    engine.podman(['kill', '--all'])
    await sandbox.prepare()
    expect(await reached([web('9.9.9.9')])).toEqual(said([web('9.9.9.9')]))
  })

  test('makes no network when the rules cannot be loaded, and gives a remedy', async () => {
    const { flag, nft } = breakableNft()
    const other = await openTestRuntime({ container: { ...container(), network: { ...engine.network, nft } } })
    onTestFinished(() => other.close())
    writeFileSync(flag, '')
    await expect(other.lease('5')).rejects.toThrow('cannot be set up, so it has none: nsenter failed: no such kernel')
    expect(linesInside('5')).toMatch(/^lo .*\n$/)
    await expect(other.start(['5'])).rejects.toThrow('this kernel does not take the rules')
    await expect(openTestRuntime({ container: { ...container(), network: { ...engine.network, nft: '/nowhere/nft' } } })).rejects.toThrow(
      'apt-get install nftables',
    )
  })

  test('closes the network when deleted rules cannot be loaded again', async () => {
    const { flag, nft } = breakableNft()
    const other = await openTestRuntime({ container: { ...container(), network: { ...engine.network, nft } } })
    onTestFinished(() => other.close())
    const cut = await other.lease('6')
    expect(linesInside('6')).toContain('eth0')
    writeFileSync(flag, '')
    world.nft('flush ruleset')
    await expect(cut.prepare()).rejects.toThrow('so it has none')
    expect(linesInside('6')).toMatch(/^lo .*\n$/)
  })

  /** Makes a replacement for `nft` that loads no rules once the file `flag` exists. */
  function breakableNft(): { flag: string; nft: string } {
    const nft = path.join(mkdtempSync(path.join(runtime.leasesDir, 'tool-')), 'nft')
    const flag = `${nft}.broken`
    const fails = `[ -e ${flag} ] && [ "$1" = -f ] && { echo 'no such kernel' >&2; exit 1; }`
    writeFileSync(nft, `#!/bin/sh\n${fails}\nexec ${engine.network.nft} "$@"\n`, { mode: 0o755 })
    return { flag, nft }
  }

  function linesInside(leaseId: string): string {
    return execFileSync('nsenter', ['--target', leaderOf(leaseId), '--net', '--', 'ip', '-brief', 'link'], { encoding: 'utf8' })
  }

  function leaderOf(leaseId: string): string {
    return engine.podman(['ps', '--filter', `label=infinitio.lease=${leaseId}`, '--format', '{{.Pid}}']).trim()
  }

  /** Returns the addresses of the guard's end of a lease's link to the machine. */
  function guardAddressesOf(leaseId: string): [string, string] {
    const guard = containerNameOf(runtime.leasesDir, leaseId)
    const printed = execFileSync('ip', ['-n', guard, '-brief', 'address', 'show', 'dev', 'tomachine'], { encoding: 'utf8' })
    return [/(240\S+|24\d\.\S+|25\d\.\S+)\//.exec(printed)?.[1] ?? '', /(fd\S+)\/64/.exec(printed)?.[1] ?? '']
  }

  async function expectClosed(places: readonly Place[]): Promise<void> {
    expect(fromMachine(places)).toEqual(said(places))
    expect(await reached(places, soon)).toEqual([])
  }

  async function reached(places: readonly Place[], within?: typeof soon): Promise<string[]> {
    return lines((await runIn(sandbox, tryScript(places, within))).stdout)
  }

  function fromMachine(places: readonly Place[]): string[] {
    return lines(world.on('machine', tryScript(places)))
  }
})

function web(address: string): Place {
  return [address, 80]
}

function said(places: readonly Place[]): string[] {
  return places.map(([address, port]) => `${address} ${port}`).sort()
}

function lines(text: string, { sorted }: { sorted: boolean } = { sorted: true }): string[] {
  const all = text.split('\n').filter(Boolean)
  return sorted ? all.sort() : all
}
