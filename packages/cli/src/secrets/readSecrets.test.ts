import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newWorkload } from '@infinitio/sdk'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, describe, expect, test } from 'vitest'
import { readSecrets, secretWorkload } from './readSecrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'infinitio-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const environment = { PLAIN: '1' }

describe('secrets', () => {
  test('come unchanged from variables of the same name and from a file', async () => {
    process.env['SECRET_OF_TEST'] = 'from outside'
    const secretsFile = fileOf('# mine\n\nTOKEN=a=b "c" \r\nURL=postgres://x:y@z/#1\n')
    expect(await readSecrets({ secretsFile, secret: ['SECRET_OF_TEST'] }, { environment })).toEqual({
      TOKEN: 'a=b "c" ',
      URL: 'postgres://x:y@z/#1',
      SECRET_OF_TEST: 'from outside',
    })
    expect(await readSecrets({}, { names: ['SECRET_OF_TEST'], environment })).toEqual({ SECRET_OF_TEST: 'from outside' })
    expect(await readSecrets({}, { environment })).toEqual({})
  })

  test.each(['LD_PRELOAD=x', 'PLAIN=2', 'A=1\nA=2', 'no sign', 'EMPTY=', 'NVIDIA_VISIBLE_DEVICES=all'])(
    '%j are refused, and no value is said',
    async (text) => {
      const refused = readSecrets({ secretsFile: fileOf(text) }, { environment })
      await expect(refused).rejects.toMatchObject({ code: 'api.invalid_field' })
      await expect(refused).rejects.toMatchObject({ detail: expect.not.stringMatching(/=x|all/) })
    },
  )

  test('are asked for only on a terminal if they are not set', async () => {
    await expect(readSecrets({ secret: ['NOT_SET_ANYWHERE'] }, { environment })).rejects.toMatchObject({ code: 'api.invalid_field' })
  })

  test('have a salt that the same key derives again, only for this workload', async () => {
    const wallet = privateKeyToAccount(`0x${'1'.repeat(64)}`)
    const options = { secretsFile: fileOf('TOKEN=x') }
    const named = newWorkload({ template: 'shell', startScript: '', sshKeys: [], environment: {}, ports: [] })
    const one = await secretWorkload(named, { options, wallet })
    expect(one.workloadHash).not.toBe(named.workloadHash)
    expect(one.workload.secrets?.names).toEqual(['TOKEN'])
    expect((await secretWorkload(named, { options, wallet })).workloadHash).toBe(one.workloadHash)
    const stranger = privateKeyToAccount(`0x${'2'.repeat(64)}`)
    const salts = [
      one,
      await secretWorkload(named, { options, wallet: stranger }),
      await secretWorkload(newWorkload(named.workload), { options, wallet }),
    ]
    expect(new Set(salts.map(({ secrets }) => secrets?.salt)).size).toBe(3)
    expect(await secretWorkload(named, { options: {}, wallet })).toEqual({ ...named, secrets: null })
  })

  function fileOf(text: string): string {
    const file = join(folder, `${Math.random()}.env`)
    writeFileSync(file, text)
    return file
  }
})
