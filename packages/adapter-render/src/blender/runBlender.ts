import { type ChildProcess, spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import type { Readable } from 'node:stream'
import { AdapterError, type RunLimits } from '@infinitio/tasks'
import type { Tile } from '../input/tileOf.ts'
import type { Blender } from './findBlender.ts'
import { renderScript } from './renderScript.ts'
import { sandboxCommand, sceneInside } from './sandboxCommand.ts'
import { sandboxUse } from './sandboxUse.ts'

/** Tiles to render. `scene` is the path of a Blender file; null renders the fixed test scene. `threads` is 0 for as many as the machine has. */
export type RenderOrder = {
  readonly scene: string | null
  readonly tiles: readonly Tile[]
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly seed: number
  readonly threads: number
}

type RenderRun = {
  readonly order: RenderOrder
  readonly mostTileBytes: number
  readonly limits: RunLimits
  readonly signal: AbortSignal
  readonly onTile: (at: number, picture: Uint8Array) => void
  readonly code?: string
}

/** A message of the render program: its letter and its content. */
type RenderMessage = { readonly kind: string; readonly content: Uint8Array }

const headBytes = 5
/** Memory that Blender reserves without using it, such as the stacks of its threads. */
const reservedBytes = 1_073_741_824
const mostErrorBytes = 65_536
/** Blender is one process in two of the sandbox. Scripts of a scene do not run, so more processes come from an attack. */
const mostProcesses = 32
const lookMs = 250

/**
 * Renders tiles by Blender in its sandbox, and calls `onTile` for each in order. Resolves with the version and build of Blender. Kills Blender if its time is over, if it
 * writes more than it may, or if the signal aborts. The system limits the memory of each process, and this function that of all together and their number.
 * Throws an AdapterError, or the signal's reason. `code` replaces the render program in tests of the sandbox.
 */
export async function runBlender(
  blender: Blender,
  { order, mostTileBytes, limits, signal, onTile, code = renderScript }: RenderRun,
): Promise<string> {
  signal.throwIfAborted()
  const inside = JSON.stringify({ ...order, scene: order.scene === null ? null : sceneInside })
  const child = start(sandboxCommand({ blender, scene: order.scene, order: inside, code }), limits)
  let reason: unknown
  const stop = (why: unknown) => {
    reason ??= why
    child.kill('SIGKILL')
  }
  const timer = setTimeout(() => stop(new AdapterError('tooLong', `The task did not end within ${limits.seconds} s.`)), limits.seconds * 1_000)
  const looks = setInterval(async () => {
    const { processes, bytes } = child.pid === undefined ? { processes: 0, bytes: 0 } : await sandboxUse(child.pid)
    if (bytes > limits.memoryBytes + reservedBytes) stop(new AdapterError('tooMuchMemory', 'The processes of Blender hold too much memory together.'))
    if (processes > mostProcesses)
      stop(new AdapterError('programFailed', `Blender started more than ${mostProcesses} processes.`, { field: 'scene' }))
  }, lookMs)
  const onAbort = () => stop(signal.reason)
  signal.addEventListener('abort', onAbort)
  const found = { build: '', tiles: 0, bytes: 0, isDone: false, errors: '' }
  const onMessage = ({ kind, content }: RenderMessage) => {
    const text = () => new TextDecoder().decode(content)
    if (kind === 'r') found.build = text()
    if (kind === 'u') stop(new AdapterError('fileUnreadable', `Blender cannot read the scene: ${text()}`, { name: 'scene' }))
    if (kind === 'x') stop(new AdapterError('programFailed', `Blender cannot render the scene: ${text()}`, { field: 'scene' }))
    if (kind === 'd') found.isDone = true
    if (kind !== 't' || reason !== undefined) return
    found.bytes += content.length
    if (found.bytes > limits.outputBytes) stop(new AdapterError('outputTooLarge', `The outputs have more than ${limits.outputBytes} bytes.`))
    else onTile(found.tiles, content)
    found.tiles += 1
  }
  try {
    await endOf(child, { mostTileBytes, stop, onMessage, onError: (text) => (found.errors = `${found.errors}${text}`.slice(-mostErrorBytes)) })
    if (reason !== undefined) throw reason
    if (!found.isDone || found.tiles !== order.tiles.length) throw endingOf(child, found)
    return found.build
  } finally {
    clearTimeout(timer)
    clearInterval(looks)
    signal.removeEventListener('abort', onAbort)
    child.kill('SIGKILL')
  }
}

function start(command: readonly string[], { memoryBytes, niceness }: RunLimits): ChildProcess {
  const kib = Math.ceil((memoryBytes + reservedBytes) / 1_024)
  const child = spawn('/bin/sh', ['-c', 'ulimit -c 0; ulimit -d "$0"; exec "$@"', String(kib), ...command], {
    env: { NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  })
  if (niceness !== undefined && child.pid !== undefined) setPriority(child.pid, niceness)
  return child
}

type Reading = {
  readonly mostTileBytes: number
  readonly stop: (why: unknown) => void
  readonly onMessage: (message: RenderMessage) => void
  readonly onError: (text: string) => void
}

/** Reads what Blender sends until it has ended. */
function endOf(child: ChildProcess, { mostTileBytes, stop, onMessage, onError }: Reading): Promise<void> {
  const messages = messageReader(mostTileBytes)
  const pipe = child.stdio[3] as Readable
  pipe.on('data', (bytes: Buffer) => {
    try {
      for (const message of messages(bytes)) onMessage(message)
    } catch (error) {
      // The next bytes continue the message that is too large, so they are not read.
      pipe.removeAllListeners('data')
      pipe.resume()
      stop(error instanceof RangeError ? new AdapterError('outputTooLarge', `A tile has more than ${mostTileBytes} bytes.`) : error)
    }
  })
  child.stderr?.on('data', (bytes: Buffer) => onError(bytes.toString('utf8')))
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new AdapterError('adapterFault', `Blender did not start: ${error.message}`)))
    child.on('close', () => resolve())
  })
}

/**
 * Returns a function that takes the next bytes of a stream and returns the messages that are whole now. Throws a RangeError for a message of more than `most`
 * bytes, as soon as its length is known.
 */
function messageReader(most: number): (bytes: Uint8Array) => readonly RenderMessage[] {
  let rest = Buffer.alloc(0)
  return (bytes) => {
    rest = Buffer.concat([rest, bytes])
    const found: RenderMessage[] = []
    while (rest.length >= headBytes) {
      const length = rest.readUInt32LE(1)
      if (length > most) throw new RangeError(`a message has ${length} bytes`)
      if (rest.length < headBytes + length) break
      found.push({ kind: rest.toString('latin1', 0, 1), content: new Uint8Array(rest.subarray(headBytes, headBytes + length)) })
      rest = rest.subarray(headBytes + length)
    }
    return found
  }
}

/** Returns the error of a run that ended in silence. Before Blender runs, the sandbox or the machine is at fault; later, the scene or its memory. */
function endingOf({ exitCode, signalCode }: ChildProcess, { build, errors }: { readonly build: string; readonly errors: string }): AdapterError {
  const last = errors.trim().split('\n').at(-1) ?? ''
  if (build === '') return new AdapterError('adapterFault', `Blender did not start in its sandbox: ${last}`)
  const isMemory = /MemoryError|bad_alloc|out of memory|Malloc returns null|Calloc returns null/i.test(errors)
  if (isMemory || signalCode === 'SIGKILL') return new AdapterError('tooMuchMemory', 'Blender ended because it got no more memory.')
  return new AdapterError('programFailed', `Blender ended with ${signalCode ?? exitCode} while it rendered: ${last}`, { field: 'scene' })
}
