import { readJobFile } from '@infinitio/sdk/job-file'
import { expect, test } from 'vitest'
import { guidePages } from './guidePages.ts'
import { parseInfinitio } from './infinitioLine.ts'

const pages = guidePages('en')
const blockOf = (guide: string, start: string) => {
  const code = pages.find(({ file }) => file.endsWith(`/${guide}.md`))?.blocks.find((block) => block.code.startsWith(start))?.code
  if (code === undefined) throw new Error(`${guide} has no block that begins with ${start}`)
  return code
}

test.each([
  ['jobs', 'name:'],
  ['private-jobs', 'name:'],
  ['search-tasks', 'name:'],
  ['inference-tasks', 'name:'],
  ['training-tasks', 'name:'],
])('the job file of %s is a job file', (guide, start) => {
  expect(Object.keys(readJobFile(blockOf(guide, start)).tasks)).toHaveLength(1)
})

test.each([
  ['custom-tasks', 'tasks:', ''],
  ['render-tasks', 'tasks:', ''],
  ['jobs', '  train:', 'tasks:\n'],
  ['training-tasks', '  train:', 'tasks:\n'],
])('the task of %s that begins with "%s" is one of a job file', (guide, start, before) => {
  const file = readJobFile(`name: of a guide\nmax_cost: 1\n${before}${blockOf(guide, start)}\n`)
  expect(Object.keys(file.tasks).length).toBeGreaterThan(0)
})

test('the settings for an agent in ai-agents start a command that exists', async () => {
  const { mcpServers } = JSON.parse(blockOf('ai-agents', '{')) as { mcpServers: { infinitio: { command: string; args: string[] } } }
  expect(mcpServers.infinitio.command).toBe('infinitio')
  await parseInfinitio(mcpServers.infinitio.args)
})
