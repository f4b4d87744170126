import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { detectNetworkLink, parseDefaultInterface, parseLinkSpeed } from './detectMachine.ts'

const routes = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
docker0\t000011AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0
enp1s0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
`
const unknown = { networkDownMbps: null, networkUpMbps: null }

test("reports the default route's speed in both directions", async () => {
  const root = await mkdtemp(path.join(tmpdir(), 'infinitio-link-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const place = { root, programs: null }
  expect(await detectNetworkLink(place)).toEqual(unknown)
  await mkdir(path.join(root, 'proc/net'), { recursive: true })
  await writeFile(path.join(root, 'proc/net/route'), routes)
  expect(await detectNetworkLink(place)).toEqual(unknown)
  await mkdir(path.join(root, 'sys/class/net/enp1s0'), { recursive: true })
  await writeFile(path.join(root, 'sys/class/net/enp1s0/speed'), '10000\n')
  await writeFile(path.join(root, 'sys/class/net/enp1s0/duplex'), 'full\n')
  expect(await detectNetworkLink(place)).toEqual({ networkDownMbps: 10_000, networkUpMbps: 10_000 })
})

test.each([
  ['-1\n', 'full\n'],
  ['1000\n', 'half\n'],
  ['1000\n', 'unknown\n'],
  ['4294967295\n', 'full\n'],
  ['', ''],
])('a link with speed %o and duplex %o has no known speeds', (speed, duplex) => expect(parseLinkSpeed(speed, duplex)).toEqual(unknown))

test('returns no interface for a name with a path in it', () => {
  expect(parseDefaultInterface(routes)).toBe('enp1s0')
  expect(parseDefaultInterface(routes.replace('enp1s0', '../..'))).toBeNull()
  expect(parseDefaultInterface('')).toBeNull()
})
