import { checkNetwork } from '../../network/checkNetwork.ts'
import path from 'node:path'
import type { NetworkPlace } from '../../network/networkPlace.ts'
import { checkEngine, type Engine, openEngine } from '../../runtime/container/engine.ts'
import type { ContainerIsolation } from '../../settings/containerIsolation.ts'
import { findOciRuntime } from '../../runtime/container/isolation/findOciRuntime.ts'
import { type Check, missing, passed, skipped } from './check.ts'
import { checkCgroups, checkSubuid, checkUserNamespaces } from './checkKernel.ts'
import { askProgram, type MachinePlace } from '../../detect/machinePlace.ts'
import { shellWord } from './shellWord.ts'

/** The absolute path of this program. The commands that the provider must run as root contain it, because root may not have a command `infinitio`. */
const program = path.resolve(import.meta.dirname, '..', '..', 'provide.ts')
const pullDebian = 'docker.io/library/debian:12'

/** Checks everything that leases in containers need from this machine, except GPUs. `userId` is the user id of the agent. */
export async function checkContainers({
  place,
  socket,
  image,
  isolation,
  devices,
  network,
  userId,
}: {
  place: MachinePlace
  socket: string | null
  image: string | null
  isolation: ContainerIsolation
  devices: readonly string[]
  network: NetworkPlace
  userId: number
}): Promise<Check[]> {
  const { check, engine } = await checkSocket(socket)
  const flavour = engine?.flavour ?? 'podman'
  return [
    checkRoot(userId),
    check,
    engine === null ? skipped('engine settings', 'checked when the engine answers') : await checkSettings(engine),
    ...(isolation === 'container' ? [] : [await checkIsolation(engine, { isolation, devices })]),
    await checkCgroups(place),
    await checkUserNamespaces(place),
    ...(engine?.flavour === 'docker' ? [await checkSubuid(place)] : []),
    await checkRules(place, network, userId),
    checkImage(image, flavour),
  ]
}

function checkRoot(userId: number): Check {
  if (userId === 0) return passed('user', 'root')
  return missing('user', {
    code: 'node.not_root',
    detail: `user ${userId}`,
    fix: `sudo ${shellWord(process.execPath)} ${shellWord(program)} <the same options>`,
  })
}

async function checkSocket(socket: string | null): Promise<{ check: Check; engine: Engine | null }> {
  const name = 'container engine'
  try {
    const engine = await openEngine(socket)
    return { engine, check: passed(name, `${engine.flavour} ${engine.version}`) }
  } catch (error) {
    const fix = 'apt-get install -y podman runc && systemctl enable --now podman.socket'
    return { engine: null, check: missing(name, { code: 'node.engine_missing', detail: (error as Error).message, fix }) }
  }
}

async function checkSettings(engine: Engine): Promise<Check> {
  const name = 'engine settings'
  try {
    await checkEngine(engine)
    return passed(name, 'seccomp, limits, users of its own')
  } catch (error) {
    const faults = (error as Error).message.replace(/^[^:]+: /, '')
    return missing(name, { code: 'node.engine_unfit', detail: faults, fix: faults })
  }
}

async function checkIsolation(engine: Engine | null, asked: { isolation: ContainerIsolation; devices: readonly string[] }): Promise<Check> {
  const name = 'isolation'
  if (engine === null) return skipped(name, 'checked when the engine answers')
  try {
    const runtime = await findOciRuntime({ engine, isolation: asked.isolation, cdiDevices: asked.devices })
    return passed(name, `${asked.isolation} by ${runtime}`)
  } catch (error) {
    const fault = (error as Error).message
    return missing(name, { code: 'node.engine_unfit', detail: fault, fix: fault.replace(/^[^:]+: /, '') })
  }
}

async function checkRules(place: MachinePlace, network: NetworkPlace, userId: number): Promise<Check> {
  const name = 'network rules'
  const version = (await askProgram(place, network.nft, ['--version']))?.trim() ?? null
  const lacking = [...(version === null ? ['nft'] : []), ...((await askProgram(place, 'ip', ['-Version'])) === null ? ['ip'] : [])]
  const code = 'node.nft_missing'
  if (version === null || lacking.length > 0)
    return missing(name, { code, detail: `no ${lacking.join(', no ')}`, fix: 'apt-get install -y nftables iproute2' })
  if (userId !== 0) return skipped(name, `${version}; the rules are tried as root`)
  try {
    await checkNetwork(network)
    return passed(name, version)
  } catch (error) {
    const fix = 'modprobe -a nf_tables nft_ct nft_nat nft_masq nft_fib_inet nft_connlimit'
    return missing(name, { code, detail: (error as Error).message, fix })
  }
}

function checkImage(image: string | null, flavour: Engine['flavour']): Check {
  if (image !== null) return passed('image', image)
  const digest = `$(${flavour} image inspect --format '{{index .RepoDigests 0}}' ${pullDebian})`
  return missing('image', {
    code: 'node.image_missing',
    detail: 'none named',
    fix: `${flavour} pull ${pullDebian} && infinitio provide --image "${digest}"`,
  })
}
