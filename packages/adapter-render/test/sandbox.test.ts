import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { AdapterError, type RunLimits } from '@infinitio/tasks'
import { afterAll, describe, expect, test } from 'vitest'
import type { Blender } from '../src/index.ts'
import { renderScript } from '../src/blender/renderScript.ts'
import { runBlender } from '../src/blender/runBlender.ts'
import { testFolder } from './testFolder.ts'

const python = pythonInSandbox()
const folder = testFolder()
const limits: RunLimits = { seconds: 30, memoryBytes: 268_435_456, outputBytes: 1_000_000 }
const scene = join(folder.path, 'scene.blend')
writeFileSync(scene, 'a scene')

afterAll(() => folder.remove())

/** The functions of each program in these tests: `send` writes a message as the render program does. */
const head = `
import os, struct
pipe = os.fdopen(3, 'wb')
def send(kind, content=b''):
    pipe.write(kind + struct.pack('<I', len(content)) + content)
    pipe.flush()
send(b'r', b'test')
`

describe.skipIf(typeof python === 'string')(`the sandbox of Blender (${typeof python === 'string' ? python : 'Python in Bubblewrap'})`, () => {
  test('has the scene, the order and an empty folder, and no other file, variable or process', async () => {
    const [files = '', variables = '', processes = ''] = await run(
      `
import json
def read(path):
    try:
        with open(path) as file: return file.read()
    except OSError as error: return type(error).__name__
def write(path):
    try:
        open(path, 'w').close(); return 'written'
    except OSError as error: return 'refused'
send(b't', json.dumps([read('/scene.blend'), read('/etc/passwd'), read(${JSON.stringify(join(import.meta.dirname, 'sandbox.test.ts'))}), os.listdir('/tmp'),
  write('/scene.blend'), write('/usr/file'), write('/file'), write('/dev/shm/file'), write('/tmp/file')]).encode())
send(b't', json.dumps(sorted(os.environ)).encode())
send(b't', json.dumps([name for name in os.listdir('/proc') if name.isdigit()]).encode())
send(b'd')`,
      3,
    )
    expect(JSON.parse(files)).toEqual([
      'a scene',
      'FileNotFoundError',
      'FileNotFoundError',
      [],
      'refused',
      'refused',
      'refused',
      'refused',
      'written',
    ])
    expect(JSON.parse(variables)).toEqual(expect.arrayContaining(['HOME', 'RENDER_ORDER', 'TMPDIR', 'TZ']))
    expect(variables).not.toContain('PATH')
    expect(JSON.parse(processes).length).toBeLessThanOrEqual(2)
  })

  test('lets the render program read the scene again for each tile, so that no frame depends on another one', async () => {
    // This module has the names of Blender's module. Its pictures are the frames that were visited since the scene was read.
    const recorder = `
import json, sys
from unittest.mock import MagicMock
bpy = sys.modules['bpy'] = MagicMock()
bpy.app.version_string, bpy.app.build_hash = 'recorder', b'1'
frames = []
bpy.ops.wm.open_mainfile = lambda **_: frames.clear()
bpy.context.scene.frame_set = frames.append
def write(**_):
    with open('/tmp/tile.png', 'w') as file: json.dump(frames, file)
bpy.ops.render.render = write
`
    const found: string[] = []
    const tiles = [3, 1, 1, 2].map((frame) => ({ frame, top: 0, bottom: 4 }))
    const order = { scene, tiles, width: 4, height: 4, samples: 1, seed: 0, threads: 0 }
    const onTile = (_: number, picture: Uint8Array) => void found.push(Buffer.from(picture).toString())
    const place = { limits, signal: new AbortController().signal, onTile, code: `${recorder}${renderScript}` }
    expect(await runBlender(python as Blender, { order, mostTileBytes: 20_000, ...place })).toBe('recorder 1')
    expect(found).toEqual(['[3]', '[1]', '[1]', '[2]'])
  })

  test('shows no state of this computer, and creates no further namespace', async () => {
    const [found = ''] = await run(`
import ctypes, json
def read(path):
    try:
        with open(path) as file: return file.read()
    except OSError: return ''
newUser = 0x10000000
send(b't', json.dumps([read('/proc/' + name) for name in ('uptime', 'meminfo', 'cpuinfo', 'stat')] + [ctypes.CDLL(None).unshare(newUser)]).encode())
send(b'd')`)
    expect(JSON.parse(found)).toEqual(['', '', '', '', -1])
  })

  test('reaches no network, not even this computer', async () => {
    const server = createServer((socket) => socket.end('here')).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const [found] = await run(`
import socket
try:
    socket.create_connection(('127.0.0.1', ${port}), 2); found = b'connected'
except OSError as error: found = b'refused'
send(b't', found)
send(b'd')`)
    server.close()
    expect(found).toBe('refused')
  })

  test.each([
    ['it loops', 'while True: pass', 'tooLong', { seconds: 1 }],
    ['it takes too much memory', 'all = [bytearray(50_000_000) for at in range(100)]', 'tooMuchMemory', {}],
    [
      'its picture is too large',
      "pipe.write(b't' + struct.pack('<I', 3_000_000_000)); pipe.flush()\nwhile True: pipe.write(b'0' * 65536)",
      'outputTooLarge',
      {},
    ],
    ['its pictures are too large together', "while True: send(b't', b'0' * 900)", 'outputTooLarge', { outputBytes: 10_000 }],
    ['it fills its disk', "open('/tmp/a', 'wb').write(b'0' * 400_000_000)", 'programFailed', { memoryBytes: 1_073_741_824 }],
    [
      'its processes take too much memory together',
      `${children(8)}\n        kept = b'x' * 250_000_000; time.sleep(30)\ntime.sleep(30)`,
      'tooMuchMemory',
      {},
    ],
    ['it starts too many processes', `${children(60)}\n        time.sleep(30)\ntime.sleep(30)`, 'programFailed', {}],
    ['it crashes', 'os.abort()', 'programFailed', {}],
    ['it ends early', 'raise SystemExit(0)', 'programFailed', {}],
    ['it cannot read the scene', "send(b'u', b'no')", 'fileUnreadable', {}],
  ] as const)('ends with a reason when %s', async (_, code, reason, more) => {
    expect((await faultOf(run(code, 1, { ...limits, ...more }))).reason).toBe(reason)
  })

  test('ends with its signal, and leaves no process behind', async () => {
    const away = new AbortController()
    setTimeout(() => away.abort(new Error('a lease was settled')), 500)
    const mark = `mark-${process.pid}`
    await expect(run(`mark = '${mark}'\nwhile True: pass`, 1, limits, away.signal)).rejects.toThrow('a lease was settled')
    await expect.poll(() => spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout.includes(mark)).toBe(false)
  })

  test('shows a machine without a working sandbox as at fault', async () => {
    const broken = { ...(python as Blender), program: '/usr/bin/missing-program' }
    expect((await faultOf(run('', 1, limits, new AbortController().signal, broken))).reason).toBe('adapterFault')
  })
})

/** Returns the begin of a program that starts processes. The next line is what each of them does, and must be indented by eight spaces. */
function children(count: number): string {
  return `import time\nfor at in range(${count}):\n    if os.fork() == 0:`
}

async function run(code: string, tiles = 1, own = limits, signal = new AbortController().signal, blender = python as Blender): Promise<string[]> {
  const found: string[] = []
  const order = {
    scene,
    tiles: Array.from({ length: tiles }, () => ({ frame: 1, top: 0, bottom: 4 })),
    width: 4,
    height: 4,
    samples: 1,
    seed: 0,
    threads: 0,
  }
  const onTile = (_: number, picture: Uint8Array) => void found.push(Buffer.from(picture).toString())
  await runBlender(blender, { order, mostTileBytes: 20_000, limits: own, signal, onTile, code: `${head}${code}` })
  return found
}

async function faultOf(ran: Promise<unknown>): Promise<AdapterError> {
  const error = await ran.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}

/** Returns a Python without bpy in place of Blender, or the reason why there is no Python or no Bubblewrap. */
function pythonInSandbox(): Blender | string {
  const sandbox = spawnSync('/bin/sh', ['-c', 'command -v bwrap'], { encoding: 'utf8' }).stdout.trim()
  if (sandbox === '') return 'no Bubblewrap here'
  const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable); print(sys.base_prefix)'], { encoding: 'utf8' })
  if (found.status !== 0) return 'no Python here'
  const [program = '', prefix = ''] = found.stdout.trim().split('\n')
  return { program, arguments: ['-I', '-c'], folders: [dirname(program), prefix], sandbox }
}
