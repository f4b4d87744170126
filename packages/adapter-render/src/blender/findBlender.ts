import { execFile } from 'node:child_process'
import { realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

/** A Blender on this computer: the program with the arguments before a Python program, and the folders that it reads. */
export type Blender = {
  readonly program: string
  readonly arguments: readonly string[]
  readonly folders: readonly string[]
  /** The path of Bubblewrap, which runs it without network and without the files of this computer. */
  readonly sandbox: string
}

const withinMs = 60_000
/** Prints the folders of a Python and of its module `bpy`. */
const pythonFolders = 'import bpy, json, os, sys; print(json.dumps([sys.prefix, sys.base_prefix, os.path.dirname(bpy.__file__)]))'

/**
 * Finds Blender: `path` if it is given, else `blender` in the folders of `PATH`. The path of a Python with the module `bpy` is a Blender too. Returns the reason
 * in words if there is no Blender, or no Bubblewrap to run it in.
 */
export async function findBlender(path: string | undefined): Promise<Blender | string> {
  if (process.platform !== 'linux') return 'render tasks run on Linux only'
  const sandbox = await programNamed('bwrap')
  if (sandbox === null) return 'Bubblewrap is not installed (the program bwrap)'
  const { stdout: help } = await run(sandbox, ['--help'])
  if (!help.includes('--disable-userns')) return 'Bubblewrap is older than 0.8 (the program bwrap)'
  const program = path ?? (await programNamed('blender'))
  if (program === null) return 'Blender is not installed (the program blender)'
  try {
    const { stdout } = await run(program, ['--version'])
    if (stdout.startsWith('Blender ')) {
      const flags = ['--background', '--factory-startup', '--disable-autoexec', '-noaudio', '--python-exit-code', '3', '--python-expr']
      return { program, arguments: flags, folders: [dirname(await realpath(program))], sandbox }
    }
    const folders = JSON.parse((await run(program, ['-c', pythonFolders])).stdout.trim().split('\n').at(-1) ?? '[]') as string[]
    return { program, arguments: ['-I', '-c'], folders: [...new Set([...folders, dirname(await realpath(program))])], sandbox }
  } catch (error) {
    return `${program} is neither Blender nor a Python with bpy: ${error instanceof Error ? (error.message.split('\n').at(-2) ?? error.message) : String(error)}`
  }
}

/** Returns the path of a program in the folders of `PATH`, or null. */
async function programNamed(name: string): Promise<string | null> {
  try {
    return (await run('/bin/sh', ['-c', 'command -v "$0"', name])).stdout.trim()
  } catch {
    return null
  }
}

async function run(program: string, words: readonly string[]): Promise<{ readonly stdout: string }> {
  return await promisify(execFile)(program, [...words], { timeout: withinMs, maxBuffer: 1_048_576 })
}
