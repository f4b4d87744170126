import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { AdapterError } from '@infinitio/tasks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BlenderFacts, type Blender, checkBlender, findBlender, prepareRender, renderAdapter } from '../../src/index.ts'
import { testFolder } from '../testFolder.ts'

const requirementsFile = join(import.meta.dirname, 'requirements.txt')
const tools = process.env['TEST_LONG'] === '1' ? openPythonTools({ name: 'bpy', requirementsFile }) : { missing: 'npm run test:long' }
const python = 'bin' in tools ? join(tools.bin, 'python') : undefined
const found = python === undefined ? ('missing' in tools ? tools.missing : '') : await findBlender(python)
const makeScene = resolve(import.meta.dirname, '../../../../examples/render-task/make_scene.py')
const folder = testFolder()
const signal = new AbortController().signal
const minutes = 900_000
/** Python lines: an image and a group of nodes that the file keeps although no object uses them. */
const unusedBlocks = `
picture = bpy.data.images.new('picture', 4, 4)
group = bpy.data.node_groups.new('group', 'GeometryNodeTree')
picture.use_fake_user = group.use_fake_user = True`

describe.skipIf(typeof found === 'string')(`Blender (${typeof found === 'string' ? found : 'bpy from PyPI'})`, () => {
  let facts: BlenderFacts
  beforeAll(async () => {
    facts = await checkBlender(found as Blender, { signal })
  }, minutes)
  afterAll(() => folder.remove())

  test(
    'renders the test scene with the same bytes each time, with one thread and with all',
    async () => {
      expect(facts.build).toContain('5.0.1')
      expect(facts.fingerprint).toMatch(/^0x[0-9a-f]{64}$/)
      expect((await checkBlender(found as Blender, { signal })).fingerprint).toBe(facts.fingerprint)
    },
    minutes,
  )

  test(
    'renders frames of the example in strips, and gives a sample of them the same bytes',
    async () => {
      const scene = blend('scene.blend')
      const input = await inputOf(scene, { frames: 2, tiles: 2 })
      expect(input).toMatchObject({ tasks: 1, chunks: 4 })
      const adapter = renderAdapter(found as Blender)
      expect(await adapter.lacks(input)).toBeNull()
      const place = { input, files: new Map([['scene', scene]]), limits: limitsOf(input), signal }
      const outputs = [...(await adapter.run({ ...place, task: 0, chunks: [0, 1, 2, 3] })).values()]
      const sample = await adapter.run({ ...place, task: 0, chunks: [2] })
      expect(Buffer.from(sample.get(2) ?? []).equals(Buffer.from(outputs[2] ?? []))).toBe(true)
      expect(outputs.every((one) => one.length > 500)).toBe(true)
      const film = join(folder.path, 'film.tar')
      writeFileSync(film, await adapter.merge({ ...place, outputs: [outputs] }))
      expect(spawnSync('tar', ['-tf', film], { encoding: 'utf8' }).stdout).toBe('frame-000001.png\nframe-000002.png\n')
      const means = meansOf(film)
      expect(means).toHaveLength(2)
      for (const mean of means) expect(mean).toBeGreaterThan(10)
    },
    minutes,
  )

  test(
    'runs no code of a scene, and names a scene that it cannot render',
    async () => {
      const evil = blend('evil.blend', "text = bpy.data.texts.new('evil.py'); text.from_string('import os; os._exit(9)'); text.use_module = True")
      const adapter = renderAdapter(found as Blender)
      const runOf = async (scene: string) => {
        const input = await inputOf(scene, { frames: 1, tiles: 1 })
        return await adapter.run({ input, files: new Map([['scene', scene]]), limits: limitsOf(input), signal, task: 0, chunks: [0] })
      }
      expect((await runOf(evil)).get(0)?.length).toBeGreaterThan(500)
      const blind = blend('blind.blend', 'scene.camera = None')
      expect((await faultOf(runOf(blind))).message).toContain('the scene has no camera')
      const broken = join(folder.path, 'broken.blend')
      writeFileSync(broken, 'BLENDER-v500 and no scene')
      expect((await faultOf(runOf(broken))).reason).toBe('fileUnreadable')
    },
    minutes,
  )

  test(
    'renders a frame the same way, whatever it rendered before',
    async () => {
      const scene = blend('frames.blend')
      const input = await inputOf(scene, { frames: 4, tiles: 1 })
      const adapter = renderAdapter(found as Blender)
      const place = { input, files: new Map([['scene', scene]]), limits: limitsOf(input), signal, task: 0 }
      const whole = await adapter.run({ ...place, chunks: [0, 1, 2, 3] })
      const shuffled = await adapter.run({ ...place, chunks: [3, 1] })
      for (const chunk of [1, 3]) expect(Buffer.from(shuffled.get(chunk) ?? []).equals(Buffer.from(whole.get(chunk) ?? []))).toBe(true)
    },
    minutes,
  )

  test.each([
    ['particles that are not baked', "bpy.ops.mesh.primitive_cube_add(); bpy.context.object.modifiers.new('sparks', 'PARTICLE_SYSTEM')", 'sparks'],
    ['cloth that is not baked', "bpy.ops.mesh.primitive_cube_add(); bpy.context.object.modifiers.new('flag', 'CLOTH')", 'flag'],
    ['rigid bodies that are not baked', 'bpy.ops.rigidbody.world_add()', 'rigid bodies'],
    ['a simulation of nodes', "group.nodes.new('GeometryNodeSimulationInput')", 'simulates'],
    ['a node that reads a file', "group.nodes.new('GeometryNodeImportText')", 'imports a file'],
    ['an image of the machine', "picture.source = 'FILE'; picture.filepath = '/proc/uptime'", 'not packed'],
    ['a sequence of images', "picture.pack(); picture.source = 'SEQUENCE'", 'not packed'],
    ['a cache of meshes', "bpy.ops.mesh.primitive_cube_add(); bpy.context.object.modifiers.new('film', 'MESH_CACHE')", 'needs the file'],
    ['a fluid', "bpy.ops.mesh.primitive_cube_add(); bpy.context.object.modifiers.new('smoke', 'FLUID')", 'smoke'],
  ])(
    'refuses a scene with %s',
    async (name, code, why) => {
      const scene = blend(`${name}.blend`, `${unusedBlocks}\n${code}`)
      const input = await inputOf(scene, {})
      const run = renderAdapter(found as Blender).run({
        ...{ input, files: new Map([['scene', scene]]), limits: limitsOf(input), signal, task: 0, chunks: [0] },
      })
      const fault = await faultOf(run)
      expect([fault.reason, fault.message]).toEqual(['programFailed', expect.stringContaining(why)])
    },
    minutes,
  )

  test(
    'is not asked for a job with the fingerprint of another Blender',
    async () => {
      const adapter = renderAdapter(found as Blender)
      const input = { ...(await inputOf(blend('scene.blend'), {})), fingerprint: `0x${'0b'.repeat(32)}` as `0x${string}` }
      expect(await adapter.lacks(input as typeof input & { fingerprint: never })).toContain(`and the job names 0x0b0b`)
    },
    minutes,
  )

  function inputOf(scene: string, more: { frames?: number; tiles?: number }) {
    const usual = { width: 64, height: 64, samples: 8, seed: 3, firstFrame: 1, frames: 1, tiles: 1, tileSeconds: 60, memoryMib: 2_048 }
    if (facts.fingerprint === null) throw new Error('this Blender has no fingerprint')
    return prepareRender({ scene, fingerprint: facts.fingerprint, ...usual, ...more })
  }

  function limitsOf(input: Parameters<ReturnType<typeof renderAdapter>['estimate']>[0]) {
    const { seconds, memoryBytes, bytesOut } = renderAdapter('').estimate(input)
    return { seconds, memoryBytes: 2 * memoryBytes, outputBytes: 2 * bytesOut }
  }
})

/** Writes the scene of the example, with more lines of Python before it is saved. Returns its path. */
function blend(name: string, more = ''): string {
  const path = join(folder.path, name)
  const code = `import sys; sys.argv = ['x', ${JSON.stringify(path)}]\nsource = open(${JSON.stringify(makeScene)}).read().split('bpy.ops.wm.save_as_mainfile')\nexec(source[0] + ${JSON.stringify(`\n${more}\n`)} + 'bpy.ops.wm.save_as_mainfile' + source[1])`
  const made = spawnSync(python ?? '', ['-c', code], { encoding: 'utf8' })
  if (made.status !== 0) throw new Error(made.stderr)
  return path
}

/** Returns the mean brightness of each frame of a film, as Blender reads it. */
function meansOf(film: string): number[] {
  const code = `
import bpy, io, json, tarfile
means = []
with tarfile.open(${JSON.stringify(film)}) as files:
    for name in files.getnames():
        files.extract(name, ${JSON.stringify(folder.path)}, filter='data')
        picture = bpy.data.images.load(${JSON.stringify(folder.path)} + '/' + name)
        assert tuple(picture.size) == (64, 64)
        means.append(255 * sum(picture.pixels) / len(picture.pixels))
print('means ' + json.dumps(means))`
  const { stdout, stderr } = spawnSync(python ?? '', ['-c', code], { encoding: 'utf8' })
  const line = /^means (.*)$/m.exec(stdout)?.[1]
  if (line === undefined) throw new Error(stderr)
  return JSON.parse(line) as number[]
}

async function faultOf(run: Promise<unknown>): Promise<AdapterError> {
  const error = await run.then(
    () => new Error('it ended well'),
    (reason: unknown) => reason,
  )
  if (error instanceof AdapterError) return error
  throw error
}
