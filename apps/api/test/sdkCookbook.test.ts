import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guidePages, root } from './guides/guidePages.ts'
import { runProgram } from './runProgram.ts'
import { seedMarket } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const codeOf = (language: 'en' | 'zh') =>
  guidePages(language)
    .filter(({ file }) => file.endsWith('/sdk-cookbook.md'))
    .flatMap(({ blocks }) => blocks.filter((block) => block.language === 'js').map(({ code }) => code))

describe('the programs of the guide for the SDK', () => {
  let api: TestApi
  let folder: string
  beforeAll(async () => {
    api = await startTestApi()
    await seedMarket(api, [{ name: 'one' }, { name: 'two', price: 700n }])
    folder = mkdtempSync(join(tmpdir(), 'infinitio-cookbook-'))
    mkdirSync(join(folder, 'node_modules/@infinitio'), { recursive: true })
    symlinkSync(join(root, 'packages/sdk'), join(folder, 'node_modules/@infinitio/sdk'))
    symlinkSync(join(root, 'packages/sdk/node_modules/viem'), join(folder, 'node_modules/viem'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await api?.stop()
  })

  it('are the same in both languages', () => {
    // The fifth program needs machines that run a job: e2e/sdkJob.test.ts runs it.
    expect(codeOf('en')).toHaveLength(5)
    expect(codeOf('zh')).toEqual(codeOf('en'))
  })

  it.each([
    [0, /^\d+ machines are free for 2 hours\n/],
    [1, /^machine,class,gpus,base units per GPU-second\n/],
    [2, /^node\.unknown 404 /],
    [3, /^0\.00 PT, 0 live leases\n$/],
  ])('run: program %i', async (place, words) => {
    const file = join(folder, `program${place}.mjs`)
    writeFileSync(file, codeOf('en')[place] ?? '')
    const ended = await runProgram(process.execPath, [file], { cwd: folder, env: { ...bareEnv(), NODE_ENV: 'test', INFINITIO_URL: api.url } })
    expect(ended).toEqual({ code: 0, words: expect.stringMatching(words) })
  })
})
