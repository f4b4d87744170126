import type { Socket } from 'node:net'
import type { PipedProcess, StartedScript, TerminalProcess } from './sandboxProcess.ts'

/** The ways a lease can run on this machine: a plain shell (development chain only), or a container of Docker or Podman. */
export type RuntimeKind = 'local' | 'container'

/** What a lease's sandbox is made from: `environment` is the workload's own, as the renter signed it, and so is `image`; null or left out, the provider's. */
export type SandboxPlan = { leaseId: string; environment: Record<string, string>; image?: string | null }

/** Told while a lease's image comes: whole per cent of the pull, and that all that runs in the lease now ends, because the lease moves into it. */
export type ImageProgress = { onPercent(percent: number): void; beforeChange(): Promise<void>; signal: AbortSignal }

/** What runs on a terminal: a command (null: an interactive shell), with the client's own variables, terminal kind and size in characters. */
export type TerminalOrder = { command: string | null; environment: Record<string, string>; term: string; columns: number; rows: number }

/** What was looked at after a wipe. `residue` names in words what is still there; empty when the machine holds nothing more of the lease. */
export type WipeEvidence = { runtime: RuntimeKind; checked: readonly string[]; residue: readonly string[] }

/**
 * What a lease has used of this machine, as counters: CPU time since it began, the rest now. `cpus` and the totals are what it may use. Null where
 * this runtime cannot tell a lease's part from the machine's. `devices` names its devices as the Container Device Interface does; null: not its own.
 */
export type SandboxStats = {
  cpuMs: number
  cpus: number
  ramUsedBytes: number
  ramTotalBytes: number
  disk: { usedBytes: number; totalBytes: number } | null
  network: { rxBytes: number; txBytes: number } | null
  devices: readonly string[] | null
}

/** What a renter's forward reaches inside a sandbox: a TCP port of its loopback, or a socket among its files. */
export type ForwardTarget = { port: number } | { path: string }

/** A lease's disk, as snapshots copy it: its folder, and the user who owns it (null: the agent's own user). */
export type LeaseDisk = { folder: string; owner: { uid: number; gid: number } | null }

/** Something that listens inside a sandbox for a renter; `port` is null for a socket among the files. */
export type ForwardListener = { port: number | null; close(): void }

/** Connects and listens inside one sandbox, as the lease's own user, to nothing but the lease's own services (ADR 43). */
export type SandboxRelay = {
  /** Rejects when nothing of the lease listens there. The socket is paused. */
  connect(target: ForwardTarget): Promise<Socket>
  /** Listens on loopback only (port 0: any free one). Rejects when it is taken or not the lease's to take. */
  listen(target: ForwardTarget, onConnection: (socket: Socket) => void): Promise<ForwardListener>
  /** Ends what listens; sockets that were handed out live on. */
  close(): void
}

/** One lease's private place on this machine, whatever it is made of. */
export type Sandbox = {
  readonly leaseId: string
  /** The start script's output, on this machine. */
  readonly logFile: string
  /** Brings it up. Safe to repeat, also after a kill or a reboot: what is there stays. Rejects when this machine cannot. */
  prepare(): Promise<void>
  /**
   * Pulls the image of the plan and makes it what the lease runs in; its files and its network are the same. Does nothing when it is already. Rejects when the
   * image cannot be had or does not run here (`ImageRefused`: and never will); then the lease runs on as before. Absent where a lease has no image.
   */
  bringImage?(progress: ImageProgress): Promise<void>
  /** Says something in the start script's log. */
  note(text: string): Promise<void>
  /**
   * From now on everything that starts in it has these variables too, also after its container was made anew. They are kept in memory alone, and never
   * where the engine or the disk would show them. Rejects when the engine refuses.
   */
  giveSecrets(values: Readonly<Record<string, string>>): Promise<void>
  /** Runs one command (null: a shell that reads standard input) with pipes and no terminal. One that cannot be started exits 127 or 126. */
  exec(order: { command: string | null; environment: Record<string, string> }): Promise<PipedProcess>
  /** Runs one command on a new terminal. Rejects when no terminal can be had. */
  terminal(order: TerminalOrder): Promise<TerminalProcess>
  /** An sftp server on its standard input and output, as the lease's own user (ADR 42). Absent where the runtime has none. */
  sftp?(): Promise<PipedProcess>
  /** Opens the way for forwards; a process may start with the first. Absent where the runtime has none: then forwards are refused. */
  relay?(): SandboxRelay
  /**
   * Starts the workload's script with its output in the log; it outlives the agent. The caller records that it was started before
   * and after, and never starts it twice. Rejects when it cannot be started.
   */
  startScript(script: string): Promise<StartedScript>
  /** Where its files lie on this machine, and whose they are. Rejects when it is not up. */
  disk(): Promise<LeaseDisk>
  /** Stops every process of the lease where it is; one that comes later, as a new session, runs. */
  standStill(): Promise<void>
  /** Lets them go on. Safe to repeat. */
  goOn(): Promise<void>
  /** Sends every process of the lease the signal of the stop notice, SIGURG; who does not listen for it is not touched. Never rejects for one that is gone. */
  tellPrograms(): Promise<void>
  /** What it uses, read from the kernel without starting a process. Rejects when it is not up. */
  stats(): Promise<SandboxStats>
  /** Ends every process of the lease, `scripts` among them: asked first, then killed. Returns how many are left, 0 when all is well. */
  stop(scripts: readonly StartedScript[]): Promise<number>
  /** Removes everything the lease left and looks whether it is gone. Safe to repeat. Rejects when the disk or the engine refuses. */
  wipe(): Promise<WipeEvidence>
}

/** How leases run here. Everything above it (SSH, web terminal, tunnel, keeper) is the same for every kind. */
export type Runtime = {
  readonly kind: RuntimeKind
  /**
   * Takes over after a start: finds out what this machine can do, removes what belongs to no lease of `kept`, and brings what belongs
   * to one up again if it is down. Starts nothing twice. Rejects when this machine cannot serve leases, with what is missing.
   */
  adopt(kept: readonly SandboxPlan[]): Promise<void>
  /** The sandbox of one lease; creates nothing. */
  sandbox(plan: SandboxPlan): Sandbox
}
