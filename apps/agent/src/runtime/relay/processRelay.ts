import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import type { ForwardListener, ForwardTarget, SandboxRelay } from '../runtime.ts'
import type { RelayAnswer, RelayOrder, RelayPlace } from './relayMessages.ts'

type Waiting = { resolve(answer: RelayAnswer, socket: Socket | undefined): void; reject(error: Error): void }

/** The functions that differ between runtimes: they start the relay's process, and decide which addresses and paths in a sandbox belong to the lease. */
export type RelayRules = {
  /** Starts the program `relay/main.ts` as the lease's user, with an IPC channel to the agent. */
  start(): ChildProcess
  /** Returns the addresses or the path to try for this target. Rejects if it is known that the lease cannot be reached there. */
  placeToConnect(target: ForwardTarget): Promise<RelayPlace>
  placeToListen(target: ForwardTarget): RelayPlace
}

const answerWithinMs = 15_000

/** A relay that runs as a process of the lease's user. The first port forward starts it. If it was killed, the next forward starts it again. */
export class ProcessRelay implements SandboxRelay {
  readonly #rules: RelayRules
  readonly #waiting = new Map<number, Waiting>()
  readonly #listening = new Map<number, (socket: Socket) => void>()
  #child: ChildProcess | null = null
  #lastId = 0

  constructor(rules: RelayRules) {
    this.#rules = rules
  }

  async connect(target: ForwardTarget): Promise<Socket> {
    const place = await this.#rules.placeToConnect(target)
    const { socket } = await this.#ask({ kind: 'connect', place })
    if (socket === undefined) throw new Error('the connection broke on its way')
    return socket
  }

  async listen(target: ForwardTarget, onConnection: (socket: Socket) => void): Promise<ForwardListener> {
    const place = this.#rules.placeToListen(target)
    const { id, answer } = await this.#ask({ kind: 'listen', place }, onConnection)
    return {
      port: answer.kind === 'listening' ? answer.port : null,
      close: () => {
        this.#listening.delete(id)
        this.#tell({ id, kind: 'unlisten' })
      },
    }
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#forget(this.#child)
  }

  #ask(
    order: { kind: 'connect' | 'listen'; place: RelayPlace },
    onConnection?: (socket: Socket) => void,
  ): Promise<{ id: number; answer: RelayAnswer; socket: Socket | undefined }> {
    this.#lastId += 1
    const id = this.#lastId
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error('the relay did not answer'))), answerWithinMs)
      const settle = (how: () => void): void => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        how()
      }
      this.#waiting.set(id, {
        resolve: (answer, socket) => settle(() => resolve({ id, answer, socket })),
        reject: (error) => settle(() => reject(error)),
      })
      // Set this before the request is sent, because the first connection may arrive together with the answer.
      if (onConnection !== undefined) this.#listening.set(id, onConnection)
      try {
        this.#child ??= this.#start()
        this.#tell({ id, ...order })
      } catch (error) {
        this.#listening.delete(id)
        settle(() => reject(error))
      }
    })
  }

  #tell(order: RelayOrder): void {
    if (this.#child?.connected === true) this.#child.send(order, () => {})
  }

  #start(): ChildProcess {
    const child = this.#rules.start()
    child.on('message', (answer: RelayAnswer, handle) => this.#take(answer, handle as Socket | undefined))
    child.on('error', () => this.#forget(child))
    child.on('exit', () => this.#forget(child))
    // A running relay must not keep the agent's process alive.
    child.unref()
    child.channel?.unref()
    return child
  }

  #take(answer: RelayAnswer, socket: Socket | undefined): void {
    if (answer.kind === 'accepted') {
      const listener = this.#listening.get(answer.id)
      if (socket !== undefined && listener !== undefined) listener(socket)
      else socket?.destroy()
      return
    }
    const waiting = this.#waiting.get(answer.id)
    if (waiting === undefined) return void socket?.destroy()
    if (answer.kind !== 'failed') {
      waiting.resolve(answer, socket)
      return
    }
    this.#listening.delete(answer.id)
    waiting.reject(new Error(answer.reason))
  }

  #forget(child: ChildProcess | null): void {
    if (this.#child !== child) return
    this.#child = null
    this.#listening.clear()
    for (const waiting of this.#waiting.values()) waiting.reject(new Error('the relay ended'))
  }
}
