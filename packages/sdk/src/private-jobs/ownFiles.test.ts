import { randomBytes } from 'node:crypto'
import { hex32, sha256Hex } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { PrivateJobError } from './deriveKey.ts'
import { jobKeyFileText, readJobKeyFile } from './keyFiles.ts'
import { isOwnFile, openOwnFile, sealOwnFile } from './ownFiles.ts'
import { sealChunk } from './sealedChunks.ts'
import { sealFile } from './sealedFiles.ts'
import { newJobKey, newStepKey } from './stepKeys.ts'

const fixedKey = hex32(`0x${'3c'.repeat(32)}`)
const jobId = hex32(`0x${'a1'.repeat(32)}`)
const content = new Uint8Array(Array.from({ length: 100_000 }, (_, at) => at % 251))

describe('a file of the owner of a private job', () => {
  it('comes back whole, and the same content has the same bytes', async () => {
    const sealed = await sealOwnFile(content, fixedKey)
    expect(Buffer.from(await openOwnFile(sealed, fixedKey)).equals(Buffer.from(content))).toBe(true)
    expect(await sealOwnFile(content, fixedKey)).toEqual(sealed)
    expect([isOwnFile(sealed), isOwnFile(content), isOwnFile(new Uint8Array([2]))]).toEqual([true, false, false])
    expect((await openOwnFile(await sealOwnFile(new Uint8Array(), fixedKey), fixedKey)).length).toBe(0)
  })

  it('has another key for each content, so that no nonce is used twice with a key', async () => {
    const salts = await Promise.all(
      [content, content.slice(1), new Uint8Array()].map(async (bytes) => (await sealOwnFile(bytes, fixedKey)).slice(1, 33)),
    )
    expect(new Set(salts.map((salt) => Buffer.from(salt).toString('hex'))).size).toBe(3)
  })

  it('is refused after a change, with another key, and with the key of a step', async () => {
    const sealed = await sealOwnFile(content, fixedKey)
    const refused = async (bytes: Uint8Array, key = fixedKey) => await expect(openOwnFile(bytes, key)).rejects.toThrow(PrivateJobError)
    for (const at of [0, 5, 33, 34, sealed.length - 1]) await refused(sealed.map((byte, place) => (place === at ? byte ^ 1 : byte)))
    await refused(sealed.slice(0, -1))
    await refused(sealed, newJobKey())
    // A machine that has the key of a step must not be able to open the owner's inputs and results with this key.
    await refused(sealed, (await newStepKey(fixedKey, 'input')).key)
  })
})

describe('bytes that a page and the command write', () => {
  it('are the fixed ones of the format, so that each opens what the other wrote', async () => {
    const step = await newStepKey(fixedKey, 'the text of an input')
    const place = { taskId: jobId, chunk: 7 }
    const hashes = {
      own: sha256Hex(await sealOwnFile(content, fixedKey)),
      file: sha256Hex(await sealFile(content, { step, name: 'sales' })),
      chunk: sha256Hex(await sealChunk(content, { step, place })),
    }
    expect({ ...step, ...hashes }).toMatchInlineSnapshot(`
      {
        "chunk": "0xf8f933f91eb9f69c7540a9fed222779e93ab0cf23b51fc3f7f844d3f84de5af3",
        "commitment": "0x94309e28ceb66624f2268cfc055f30c89df1aebfb6302fc74070a7e34315647b",
        "file": "0x7ff3150264d590b5d3c5bdd6a53d0f385d759a764ff783e115379228a6a149d9",
        "key": "0x603682fd89d98ace8e1b9865c46600741f9db70df45bc31f837e16fa4057efda",
        "own": "0x87b4b34eb2fe9ac829ae99952c01de3baad4c9a84b7347296c45c7be34f369eb",
        "salt": "0x85f5008e19abfb7615b47e64a659e7f75fd42ff15f0bbc967d5ee9669893247b",
      }
    `)
  })
})

describe('a key file', () => {
  it('has the key of one job, and is read back', async () => {
    expect(await readJobKeyFile(await jobKeyFileText({ jobId, key: fixedKey }))).toEqual({ jobId, key: fixedKey })
  })

  it('is refused after each change, and in another form', async () => {
    const text = await jobKeyFileText({ jobId, key: fixedKey })
    const other = `0x${randomBytes(32).toString('hex')}`
    const changed = {
      'another key': text.replace(fixedKey, other),
      'another job': text.replace(jobId, other),
      'another version': text.replace(': 1,', ': 2,'),
      'no check': text.replace(/,\n {2}"check".*/, ''),
      'a wallet key': fixedKey,
      nothing: '',
      'a list': '[]',
      'a key more': text.replace('{', '{"extra":1,'),
    }
    for (const [what, wrong] of Object.entries(changed)) await expect(readJobKeyFile(wrong), what).rejects.toThrow(PrivateJobError)
  })
})
