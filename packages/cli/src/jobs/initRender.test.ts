import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { exampleScene } from '@infinitio/adapter-render'
import { expect, test } from 'vitest'
import { renderJob } from './initRender.ts'

const folder = join(import.meta.dirname, '../../../../examples/render-task')

test('the example of the command is the one of the folder for strangers', () => {
  expect(exampleScene).toBe(readFileSync(join(folder, 'make_scene.py'), 'utf8'))
  expect(renderJob(`0x${'0'.repeat(64)}`)).toBe(readFileSync(join(folder, 'job.yaml'), 'utf8'))
})
