import { randomBytes } from 'node:crypto'
import { type Language, mostShells } from '@infinitio/domain'
import type { Exit, TerminalProcess } from '../runtime/sandboxProcess.ts'
import type { StreamPlace } from '../logs/streamPlace.ts'
import { TerminalBuffer } from '../runtime/terminalBuffer.ts'
import { bannerIn } from './banner.ts'
import type { LeaseDoor } from './leaseDoor.ts'
import { terminalNotice } from './terminalNotice.ts'

/**
 * The callbacks of a web page that shows the terminal. `began` is called once with the position at which the output begins. `output` returns false if the page
 * receives bytes too slowly; the terminal then waits. `exited` is called when the shell has ended.
 */
export type TerminalViewer = { began(place: StreamPlace): void; output(bytes: Buffer): boolean; exited(exit: Exit): void }

/**
 * The functions that a page calls for the terminal that it shows. `input` types into the terminal, `resumed` tells it that the page can receive output again,
 * and `leave` disconnects the page.
 */
export type TerminalView = { input(bytes: Buffer): void; resumed(): void; leave(): void }

type TerminalSize = { readonly columns: number; readonly rows: number }

const keptBytes = 64 * 1024

/** Milliseconds between a hang-up signal to a shell and killing it. */
const politeMs = 2_000

/** How many bytes from pages may wait for the shell to read them. */
const mostUnreadBytes = 1024 * 1024

/**
 * A terminal on a lease's page: one shell that survives reloads and closed pages, shared by all pages that show it. A new page first gets the last 64 KiB. A
 * page that reconnects at the position `from` gets the output that it missed, as far as that is stored. After the shell has ended, the next page starts a new
 * one.
 */
export class WebTerminal {
  readonly #door: LeaseDoor
  readonly #viewers = new Set<TerminalViewer>()
  #buffer = new TerminalBuffer(keptBytes)
  #shell: Promise<TerminalProcess> | null = null
  /** A random name of the running shell. Positions in the output contain it, so a position in the output of an earlier shell is recognised as invalid. */
  #run = ''

  constructor(door: LeaseDoor) {
    this.#door = door
  }

  /** Connects a page to the terminal. A new shell greets in the language of this page. Rejects if the system cannot create a terminal. */
  async view(viewer: TerminalViewer, size: TerminalSize, from: StreamPlace | null, language: Language = 'en'): Promise<TerminalView> {
    this.#shell ??= this.#start(size, language)
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

  /** Returns true if the terminal's shell runs or starts. */
  get isRunning(): boolean {
    return this.#shell !== null
  }

  /** Ends the running shell and all processes on its terminal: first with a hang-up signal, then by force. Does nothing if no shell runs. */
  async end(): Promise<void> {
    const shell = await this.#shell?.catch(() => null)
    if (shell === null || shell === undefined) return
    const timer = setTimeout(() => shell.signal('SIGKILL'), politeMs)
    shell.signal('SIGHUP')
    await shell.exited
    clearTimeout(timer)
  }

  /** Sets the size of the running shell's terminal. Does nothing if no shell runs. */
  resize(size: TerminalSize): void {
    // Ignore the error here: the page that requested the shell gets it.
    void this.#shell?.then((shell) => shell.resize(size)).catch(() => {})
  }

  async #start(size: TerminalSize, language: Language): Promise<TerminalProcess> {
    this.#buffer = new TerminalBuffer(keptBytes)
    this.#run = randomBytes(8).toString('hex')
    const banner = bannerIn(this.#door.banner, language)
    if (banner !== '') this.#buffer.add(Buffer.from(banner))
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

/** The shells on the page of a lease, by number. Each shell has its own terminal, continues when pages close, and ends independently of the others. */
export class WebTerminals {
  readonly #door: LeaseDoor
  readonly #byNumber = new Map<number, WebTerminal>()

  constructor(door: LeaseDoor) {
    this.#door = door
  }

  /** Returns the terminal with this number (1 to `mostShells`), or null for any other number. Its shell starts when a page connects to it. */
  numbered(shell: number): WebTerminal | null {
    if (!Number.isInteger(shell) || shell < 1 || shell > mostShells) return null
    const terminal = this.#byNumber.get(shell) ?? new WebTerminal(this.#door)
    this.#byNumber.set(shell, terminal)
    return terminal
  }

  /** Returns the numbers of the shells that run now, lowest first. */
  running(): number[] {
    return [...this.#byNumber].flatMap(([shell, terminal]) => (terminal.isRunning ? [shell] : [])).toSorted((a, b) => a - b)
  }
}
