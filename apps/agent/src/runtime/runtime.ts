import type { Socket } from 'node:net'
import type { RuntimeKind } from '@infinitio/domain'
import type { MeasureOrder, MeshOrder, SpeedOrder } from '../network/mesh/leaseMeshes.ts'
import type { PeerState } from '../network/mesh/wireguard.ts'
import type { PipedProcess, StartedScript, TerminalProcess } from './sandboxProcess.ts'

/**
 * The data that is needed to create a lease's sandbox. `environment` and `image` are those of the workload that the renter signed. Without an image, the lease
 * runs in the provider's image. `gpus` are the GPUs of the lease; without them, a lease gets all devices of the machine.
 */
export type SandboxPlan = { leaseId: string; environment: Record<string, string>; image?: string | null; gpus?: GpuShare | null }

/**
 * A GPU of this machine that a lease can have without the others. `id` does not change when the machine restarts. `name` is its present name in the Container
 * Device Interface, and `file` its device file, null if that is unknown. `isLost` is true if the card does not respond; no lease gets it then.
 */
export type LeaseGpu = { readonly id: string; readonly name: string; readonly file: string | null; readonly isLost?: boolean }

/** The GPUs of one lease, by their ids, and the number of GPUs that the machine had for leases when this lease got them. */
export type GpuShare = { readonly ids: readonly string[]; readonly of: number }

/**
 * Callbacks while a lease's image is pulled. `onPercent` gets the progress in whole percent. `beforeChange` is called when the pull is complete: the lease is
 * then moved into the image, which ends all its processes. `signal` cancels the pull.
 */
export type ImageProgress = { onPercent(percent: number): void; beforeChange(): Promise<void>; signal: AbortSignal }

/** The program of a terminal: a command (or, if it is null, an interactive shell), with the client's variables, terminal type and size in characters. */
export type TerminalOrder = { command: string | null; environment: Record<string, string>; term: string; columns: number; rows: number }

/**
 * The result of removing (wiping) a lease. `checked` lists the places in which the agent looked for remains. `residue` describes everything that it found, and
 * is empty if nothing of the lease is left on the machine.
 */
export type WipeEvidence = { runtime: RuntimeKind; checked: readonly string[]; residue: readonly string[] }

/**
 * How much one lease uses: CPU time so far, and all other values at this moment. `cpus` and the totals are the lease's limits or, in a runtime without limits,
 * the machine's. A value is null if this runtime cannot separate the lease's part from the machine's. `devices` has the lease's devices, by their names in the
 * Container Device Interface or, for GPUs of NVIDIA, by their PCI addresses; it is null if the lease shares the machine's devices.
 */
export type SandboxStats = {
  cpuMs: number
  cpus: number
  ramUsedBytes: number
  ramTotalBytes: number
  disk: { usedBytes: number; totalBytes: number } | null
  network: { rxBytes: number; txBytes: number } | null
  devices: readonly string[] | null
  /** The number of processes that the kernel killed because the lease exceeded its memory. */
  memoryKills: number | null
}

/** The target of a renter's port forward inside a sandbox: a TCP port on its loopback, or a socket file. */
export type ForwardTarget = { port: number } | { path: string }

/** A lease's disk, as snapshots copy it: its folder, and the user who owns it (null: the agent's own user). */
export type LeaseDisk = { folder: string; owner: { uid: number; gid: number } | null }

/** A listener inside a sandbox for a renter's port forward; `port` is null for a socket file. */
export type ForwardListener = { port: number | null; close(): void }

/** Connects and listens inside one sandbox as the lease's own user, and reaches only the lease's own services (ADR 42). */
export type SandboxRelay = {
  /** Connects to a port or socket file of the lease. Rejects when the lease does not listen there. The returned socket is paused. */
  connect(target: ForwardTarget): Promise<Socket>
  /** Listens only on loopback (port 0: any free port). Rejects when the port is in use or the lease may not use it. */
  listen(target: ForwardTarget, onConnection: (socket: Socket) => void): Promise<ForwardListener>
  /** Ends all listeners. Connections that were already passed to the agent stay open. */
  close(): void
}

/** The private network that connects one lease with the other members of its cluster. */
export type SandboxMesh = {
  /**
   * Connects the lease with exactly these peers. Safe to repeat. Resolves with its UDP port on the machine and the state of the peers. Rejects if this machine
   * cannot connect it.
   */
  join(order: MeshOrder): Promise<{ port: number; peers: PeerState[] }>
  /** Disconnects the lease. Safe to repeat. */
  leave(): Promise<void>
  /** Returns the round-trip times to these addresses in the cluster's network, in milliseconds. Null means that no answer came from the address. */
  measure(order: MeasureOrder): Promise<Map<string, number | null>>
  /** Returns the bandwidth to and from these addresses in Mbit/s, without those that were not measured. Takes up to 20 s. */
  speeds(order: SpeedOrder): Promise<Map<string, number>>
}

/** The private environment of one lease on this machine, in any runtime. */
export type Sandbox = {
  readonly leaseId: string
  /** The file on this machine with the start script's output. */
  readonly logFile: string
  /** Starts the sandbox. Safe to repeat, also after a kill or a reboot, and keeps existing files. Rejects when this machine cannot start it. */
  prepare(): Promise<void>
  /**
   * Gets the image that the renter chose and moves the lease into it, with the same files. Does not restart a lease that already runs in the image. Rejects
   * when the pull fails; the lease then continues as before. Rejects with `ImageRefused` when this machine can never run the image. If this becomes known only
   * when the image starts, the lease's processes have ended, and the lease runs in the provider's image. The method is undefined for a lease without an image.
   */
  bringImage?(progress: ImageProgress): Promise<void>
  /** Writes a line to the start script's log. */
  note(text: string): Promise<void>
  /**
   * Gives these secrets as environment variables to every process that starts in the sandbox from now on, even after its container was created again. They are
   * stored only in memory, never in the engine's records or on disk. Rejects if the container engine refuses.
   */
  giveSecrets(values: Readonly<Record<string, string>>): Promise<void>
  /**
   * Runs one command with pipes and without a terminal. If `command` is null, runs a shell that reads its commands from standard input. A command that cannot
   * start exits with 127 or 126.
   */
  exec(order: { command: string | null; environment: Record<string, string> }): Promise<PipedProcess>
  /** Runs one command on a new terminal. Rejects when the system has no terminal left. */
  terminal(order: TerminalOrder): Promise<TerminalProcess>
  /** Starts an sftp server on standard input and output, as the lease's own user (ADR 42). Undefined in a runtime without one. */
  sftp?(): Promise<PipedProcess>
  /**
   * Opens the relay for port forwards: a process that connects as the lease's user. A runtime may start this process only when the first forward needs it. The
   * method is undefined in a runtime without a relay; there, forwards are refused.
   */
  relay?(): SandboxRelay
  /**
   * Returns the network of the lease's cluster, or null while the lease cannot have one. The method is undefined in a runtime in which leases share the
   * machine's network.
   */
  mesh?(): SandboxMesh | null
  /**
   * Starts the workload's script with its output in the log. The script survives the agent. The caller stores before and after this call that the script
   * started, and never starts it twice. Rejects when the script cannot start.
   */
  startScript(script: string): Promise<StartedScript>
  /** Returns the folder of the sandbox's files on this machine and their owner. Rejects when the sandbox is not running. */
  disk(): Promise<LeaseDisk>
  /** Pauses every process of the lease. A process that starts later, such as that of a new session, is not paused. */
  standStill(): Promise<void>
  /** Resumes the paused processes. Safe to repeat. */
  goOn(): Promise<void>
  /**
   * Sends the stop notice, SIGURG, to every process of the lease. A program that does not handle SIGURG ignores it. Never rejects for a process that
   * has ended.
   */
  tellPrograms(): Promise<void>
  /** Reads how much the lease uses from the kernel, without starting a process. Rejects when the sandbox is not running. */
  stats(): Promise<SandboxStats>
  /** Ends every process of the lease, including `scripts`: first asks them to end, then kills them. Returns how many remain. */
  stop(scripts: readonly StartedScript[]): Promise<number>
  /** Deletes everything of the lease and checks that nothing is left. May be called again. Rejects if the disk or the engine reports an error. */
  wipe(): Promise<WipeEvidence>
}

/**
 * The technique that runs leases on this machine, such as containers or local shells. The code above it (SSH, web terminal, tunnel, lease keeper) is the same
 * for all of them.
 */
export type Runtime = {
  readonly kind: RuntimeKind
  /**
   * Prepares the runtime after the agent has started, before any sandbox. Starts no lease. The container runtime checks that this machine can run leases, gets
   * the provider's image, and removes all remains of leases that are not in `kept`. It rejects with the missing requirement when this machine cannot serve
   * leases.
   */
  adopt(kept: readonly SandboxPlan[]): Promise<void>
  /**
   * Returns the GPUs that leases can have one by one, as the machine has them now, including lost ones; null if each lease gets all devices of the machine. The
   * method is undefined in a runtime that gives leases no devices. Rejects while it is not known which GPUs the machine has.
   */
  gpus?(): Promise<readonly LeaseGpu[] | null>
  /** Returns the sandbox of one lease. Does not create anything on the machine. */
  sandbox(plan: SandboxPlan): Sandbox
}
