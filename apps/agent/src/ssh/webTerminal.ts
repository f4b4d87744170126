import { randomBytes } from 'node:crypto'
import type { Exit, TerminalProcess } from '../runtime/sandboxProcess.ts'
import type { StreamPlace } from '../logs/streamPlace.ts'
import { TerminalBuffer } from '../runtime/terminalBuffer.ts'
import type { LeaseDoor } from './leaseDoor.ts'
import { terminalNotice } from './terminalNotice.ts'

/** A page that looks at the terminal: it is told once where its output begins. `output` returns false when the page cannot keep up for now. */
export type TerminalViewer = { began(place: StreamPlace): void; output(bytes: Buffer): boolean; exited(exit: Exit): void }

/** What a page can do with the terminal it looks at. */
export type TerminalView = { input(bytes: Buffer): void; resumed(): void; leave(): void }

const keptBytes = 64 * 1024

/** How long a shell that is to end may ignore a hang-up. */
const politeMs = 2_000

/** What pages may have typed that the shell has not read: more than anybody types or pastes. */
const mostUnreadBytes = 1024 * 1024

/**
 * A terminal of a lease's page: one shell that lives on when the page is reloaded or closed, shared by all pages that look at
 * it. A page that comes gets the last 64 KiB first, one that was cut off (`from`) what it missed, as far as that is kept. When the shell ends, the next page starts a new one.
 */
export class WebTerminal {
  readonly #door: LeaseDoor
  readonly #viewers = new Set<TerminalViewer>()
  #buffer = new TerminalBuffer(keptBytes)
  #shell: Promise<TerminalProcess> | null = null
  /** Names the shell that runs: offsets of an earlier one mean nothing. */
  #run = ''

  constructor(door: LeaseDoor) {
    this.#door = door
  }

  /** Attaches a page. Rejects when no terminal can be had. */
  async view(viewer: TerminalViewer, size: { columns: number; rows: number }, from: StreamPlace | null): Promise<TerminalView> {
    this.#shell ??= this.#start(size)
    const shell = await this.#shell
    const missed = from?.run === this.#run ? this.#buffer.since(from.offset) : null
    const kept = missed ?? this.#buffer.read()
    viewer.began({ run: this.#run, offset: this.#buffer.writtenBytes - kept.length })
    if (kept.length > 0) viewer.output(kept)
    this.#viewers.add(viewer)
    shell.resize(size)
    return {
      input: (bytes) => {
        if (shell.input.writable && shell.input.writableLength + bytes.length <= mostUnreadBytes) shell.input.write(bytes)
      },
      resumed: () => shell.resume(),
      leave: () => {
        this.#viewers.delete(viewer)
        shell.resume()
      },
    }
  }

  /** Whether its shell runs, or starts. */
  get isRunning(): boolean {
    return this.#shell !== null
  }

  /** Ends the running shell with all that hangs on its terminal: by a hang-up, and by force when it ignores that. Nothing when none runs. */
  async end(): Promise<void> {
    const shell = await this.#shell?.catch(() => null)
    if (shell === null || shell === undefined) return
    const timer = setTimeout(() => shell.signal('SIGKILL'), politeMs)
    shell.signal('SIGHUP')
    await shell.exited
    clearTimeout(timer)
  }

  /** Sets the size of the running shell's terminal; nothing when none runs. */
  resize(size: { columns: number; rows: number }): void {
    // A shell that could not start has been reported to the page that asked for it.
    void this.#shell?.then((shell) => shell.resize(size)).catch(() => {})
  }

  async #start(size: { columns: number; rows: number }): Promise<TerminalProcess> {
    this.#buffer = new TerminalBuffer(keptBytes)
    this.#run = randomBytes(8).toString('hex')
    if (this.#door.banner !== '') this.#buffer.add(Buffer.from(this.#door.banner))
    let shell: TerminalProcess
    try {
      shell = await this.#door.sandbox.terminal({ command: null, environment: {}, term: 'xterm-256color', ...size })
    } catch (error) {
      this.#shell = null
      throw error
    }
    const leave = this.#door.enter({ notify: (text) => this.#output(Buffer.from(terminalNotice(text)), shell), close: () => shell.signal('SIGHUP') })
    shell.onOutput((bytes) => this.#output(bytes, shell))
    void shell.exited.then((exit) => {
      leave()
      this.#shell = null
      for (const viewer of [...this.#viewers]) viewer.exited(exit)
      this.#viewers.clear()
    })
    return shell
  }

  #output(bytes: Buffer, shell: TerminalProcess): void {
    this.#buffer.add(bytes)
    let mayGoOn = true
    for (const viewer of this.#viewers) mayGoOn = viewer.output(bytes) && mayGoOn
    if (!mayGoOn) shell.pause()
  }
}
