import { appendFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Actor, createRenter } from '../actors/createActor.ts'
import { type Providing, provideByCommand } from '../actors/provideByCommand.ts'
import { eventually } from '../deployment/eventually.ts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'

/**
 * A machine of the fault benchmark, with a renter. Its agent is the real program in its own process. A script replaces `nvidia-smi`, and the benchmark itself
 * writes the kernel log and the time of the last boot, because a test can cause neither a GPU error nor a reboot.
 */
export type FarmMachine = {
  readonly name: string
  readonly renter: Actor
  readonly dataDir: string
  /** Starts the agent, the first time or after a crash, as if the kernel had booted `bootedAgo` seconds before. Resolves once the machine is listed. */
  start(bootedAgo: number): Promise<void>
  /** Ends the agent at once, as a power cut does. */
  crash(): void
  /** Writes an error of the NVIDIA driver to the log of the kernel that the agent reads. */
  reportXid(number: number): void
}

type Place = {
  readonly deployment: Pick<TestDeployment, 'url' | 'rpcUrl'>
  /** The URL at which the machine reaches the market from its network. */
  readonly url: string
  readonly folder: string
  readonly keyFile: string
  /** The command, with its first arguments, that runs a program in the machine's network namespace. */
  readonly within: readonly string[]
}

const busId = '00000000:19:00.0'
const shims = {
  'nvidia-smi': [
    'case "$*" in',
    `*-lms*) while :; do echo '0, GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71, ${busId}, NVIDIA L4, 1, 10, 23034, 40, 30.00, 300, 405, 0'; sleep 5; done ;;`,
    "*) echo 'NVIDIA L4, 23034' ;;",
    'esac',
  ].join('\n'),
  // `npm` fails on this machine. Otherwise the agent would download the prover for real GPUs, which finds none here.
  npm: 'exit 1',
}
const preload = resolve(import.meta.dirname, '..', 'cheats', 'bootedAgo.ts')

/** Prepares a machine without starting its agent. Its files are in a folder below `folder`. */
export async function openFarmMachine({ deployment, url, folder, keyFile, within }: Place, name: string): Promise<FarmMachine> {
  const [own, tools] = [join(folder, name), join(folder, name, 'tools')]
  mkdirSync(tools, { recursive: true })
  for (const [tool, script] of Object.entries(shims)) {
    writeFileSync(join(tools, tool), `#!/bin/sh\n${script}\n`)
    chmodSync(join(tools, tool), 0o755)
  }
  const [dataDir, kernelLog] = [join(own, 'data'), join(own, 'kmsg')]
  writeFileSync(kernelLog, '')
  let running: Providing | null = null
  // Mounts this machine's own file in place of the kernel log. Only this agent sees it. Its copy of all mounts must not contain disks of leases on other
  // machines, because then their agents could not delete these disks.
  const ownMounts = `mount --bind ${kernelLog} /dev/kmsg && awk '$1 ~ "^/dev/loop" { print $2 }' /proc/mounts | xargs -r umount -l && exec "$@"`
  const place = [...within, 'unshare', '--mount', 'sh', '-c', ownMounts, 'sh']
  return {
    name,
    renter: await eventually(() => createRenter(deployment)),
    dataDir,
    async start(bootedAgo) {
      const env = { ...process.env, HOME: own, INFINITIO_URL: url, INFINITIO_RPC: deployment.rpcUrl, PATH: `${tools}:${process.env.PATH}` }
      const booted = { NODE_OPTIONS: `--import=${preload}`, BOOTED_AGO: String(bootedAgo) }
      const args = ['--data', dataDir, '--key-file', keyFile, '--runtime', 'local', '--price', '0.04', '--name', name, '--country', 'Norway']
      running = await provideByCommand(args, { ...env, ...booted }, place)
    },
    crash: () => running?.crash(),
    // In a kernel log, the first number gives priority and facility: here warning (4) of the kernel (0).
    reportXid: (number) => appendFileSync(kernelLog, `4,1,1,-;NVRM: Xid (PCI:${busId}): ${number}, GPU has fallen off the bus.\n`),
  }
}
