import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { type Hex32, hex32, keccak256Hex, sha256Hex } from '@infinitio/domain'
import { AdapterError, type JobFile, readSealedInput, type SealedInput } from '@infinitio/tasks'
import { describe, expect, it } from 'vitest'
import { PrivateJobError } from './deriveKey.ts'
import { openChunk, sealChunk } from './sealedChunks.ts'
import { openFile, sealFile } from './sealedFiles.ts'
import { openInputFile, openInputText, sealInput } from './sealedInputs.ts'
import { newJobKey, newStepKey, openStepKey, sealStepKey, stepKeyOf } from './stepKeys.ts'

const jobKey = newJobKey()
const taskId = hex32(`0x${'7a'.repeat(32)}`)
const pieceBytes = 65_536
const sealedPiece = pieceBytes + 16

describe('an encrypted file', () => {
  it.each([0, 1, pieceBytes - 1, pieceBytes, pieceBytes + 1, 3 * pieceBytes])('with %d bytes comes back whole', async (size) => {
    const step = await newStepKey(jobKey, 'input')
    const content = new Uint8Array(randomBytes(size))
    const sealed = await sealFile(content, { step, name: 'sales' })
    expect(Buffer.from(await openFile(sealed, { step, name: 'sales' })).equals(content)).toBe(true)
    expect(sealed.length).toBe(1 + size + 16 * Math.max(1, Math.ceil(size / pieceBytes)))
  })

  it('is refused after each change that a store or a worker could make', async () => {
    const step = await newStepKey(jobKey, 'input')
    const sealed = await sealFile(new Uint8Array(randomBytes(3 * pieceBytes)), { step, name: 'sales' })
    const piece = (number: number) => sealed.slice(1 + number * sealedPiece, 1 + (number + 1) * sealedPiece)
    const joined = (...parts: Uint8Array[]) => new Uint8Array([sealed[0] ?? 0, ...parts.flatMap((part) => [...part])])
    const changed = {
      'one bit': sealed.map((byte, at) => (at === 70_000 ? byte ^ 1 : byte)),
      'another version': sealed.map((byte, at) => (at === 0 ? 2 : byte)),
      'last piece missing': joined(piece(0), piece(1)),
      'two pieces exchanged': joined(piece(1), piece(0), piece(2)),
      'a piece twice': joined(piece(0), piece(0), piece(1), piece(2)),
      'one byte less': sealed.slice(0, -1),
      nothing: new Uint8Array(),
    }
    for (const [what, bytes] of Object.entries(changed)) await expect(openFile(bytes, { step, name: 'sales' }), what).rejects.toThrow(PrivateJobError)
    await expect(openFile(sealed, { step, name: 'other' })).rejects.toThrow(PrivateJobError)
    const stranger = await newStepKey(newJobKey(), 'input')
    await expect(openFile(sealed, { step: stranger, name: 'sales' })).rejects.toThrow(PrivateJobError)
  })
})

describe('the key of a step', () => {
  it('is another one for another input, and the same one for the same input', async () => {
    const [one, again, other] = [await newStepKey(jobKey, 'one'), await newStepKey(jobKey, 'one'), await newStepKey(jobKey, 'other')]
    expect(again).toEqual(one)
    expect(new Set([one.key, other.key, jobKey]).size).toBe(3)
    expect(await stepKeyOf(jobKey, one)).toEqual(one)
    await expect(stepKeyOf(newJobKey(), one)).rejects.toThrow(PrivateJobError)
    // A machine with the key of a step must not get the key of another step of the same job.
    await expect(stepKeyOf(one.key, other)).rejects.toThrow(PrivateJobError)
  })

  it('opens on the machine to which it was encrypted only', async () => {
    const step = await newStepKey(jobKey, 'input')
    const [mine, thine] = [machine('a'), machine('b')]
    const box = await sealStepKey(step, mine.owner)
    expect(await openStepKey(box, { ...mine, sealed: step })).toEqual(step)
    // A worker may pass its box to another machine, or the market may store the box under another machine's id. In both cases it must not open.
    expect(await openStepKey(box, { ...thine, sealed: step })).toBeNull()
    expect(await openStepKey(box, { ...mine, owner: { ...mine.owner, nodeId: thine.owner.nodeId }, sealed: step })).toBeNull()
    const flipped = `${box.slice(0, -2)}${box.endsWith('00') ? '01' : '00'}`
    expect(await openStepKey(flipped, { ...mine, sealed: step })).toBeNull()
  })

  it('is refused if it is not the one to which the submitter committed', async () => {
    const mine = machine('a')
    const [one, other] = [await newStepKey(jobKey, 'one'), await newStepKey(jobKey, 'other')]
    // A submitter that gives another key to a checker could otherwise make the checker's answer differ.
    expect(await openStepKey(await sealStepKey(other, mine.owner), { ...mine, sealed: one })).toBeNull()
    const forged = { ...one, key: other.key }
    expect(await openStepKey(await sealStepKey(forged, mine.owner), { ...mine, sealed: one })).toBeNull()
  })
})

describe('an encrypted output', () => {
  it('has the same hash on each machine with the key, so that checks can compare', async () => {
    const step = await newStepKey(jobKey, 'input')
    const output = new Uint8Array(randomBytes(500))
    const place = { taskId, chunk: 3 }
    const [worker, checker] = [await sealChunk(output, { step, place }), await sealChunk(output, { step, place })]
    expect(keccak256Hex(worker)).toBe(keccak256Hex(checker))
    expect(Buffer.from(await openChunk(worker, { step, place })).equals(output)).toBe(true)
    const wrong = await sealChunk(
      output.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
      { step, place },
    )
    expect(keccak256Hex(wrong)).not.toBe(keccak256Hex(worker))
  })

  it('never uses a nonce twice with one key', async () => {
    const step = await newStepKey(jobKey, 'input')
    const nonce = async (bytes: number[], chunk: number) =>
      Buffer.from((await sealChunk(new Uint8Array(bytes), { step, place: { taskId, chunk } })).slice(0, 12)).toString('hex')
    expect(new Set([await nonce([1], 0), await nonce([2], 0), await nonce([1, 0], 0), await nonce([1], 1), await nonce([], 0)]).size).toBe(5)
  })

  it('is refused at another place, with another key, or in another form', async () => {
    const step = await newStepKey(jobKey, 'input')
    const place = { taskId, chunk: 3 }
    const sealed = await sealChunk(new Uint8Array([1, 2, 3]), { step, place })
    const refused = async (bytes: Uint8Array, change: Partial<{ step: typeof step; place: typeof place }> = {}) =>
      await expect(openChunk(bytes, { step, place, ...change })).rejects.toThrow(PrivateJobError)
    await refused(sealed, { place: { ...place, chunk: 4 } })
    await refused(sealed, { place: { ...place, taskId: hex32(`0x${'7b'.repeat(32)}`) } })
    await refused(sealed, { step: await newStepKey(newJobKey(), 'input') })
    await refused(sealed.map((byte, at) => (at === 14 ? byte ^ 1 : byte)))
    await refused(sealed.slice(0, 5))
  })
})

describe('an encrypted input', () => {
  const sales = new Uint8Array(randomBytes(70_000))
  const text = '{"map":"select secret from sales"}'
  const input = { files: { sales: { sha256: sha256Hex(sales), bytes: sales.length } } }

  it('shows nothing but hashes and sizes', async () => {
    const { sealed, whole, stored } = await encrypted()
    expect(Object.keys(JSON.parse(whole) as object).toSorted()).toEqual(['commitment', 'files', 'input', 'salt', 'sealed'])
    for (const bytes of [new TextEncoder().encode(whole), ...stored.values()]) {
      expect(Buffer.from(bytes).includes('secret')).toBe(false)
      expect(Buffer.from(bytes).includes(Buffer.from(sales.slice(0, 32)))).toBe(false)
      expect(Buffer.from(bytes).includes(input.files.sales.sha256.slice(2))).toBe(false)
    }
    expect(sealed.files.map(({ bytes }) => bytes)).toEqual([sales.length + 33])
  })

  it('opens with the key of the job and with the key of the step', async () => {
    const { sealed, fetchFile } = await encrypted()
    const step = await stepKeyOf(jobKey, sealed)
    expect(await openInputText(sealed, { key: jobKey, fetchFile })).toBe(text)
    expect(await openInputText(sealed, { key: step, fetchFile })).toBe(text)
    const content = await openInputFile({ input, sealed, name: 'sales' }, { step, fetchFile })
    expect(Buffer.from(content).equals(sales)).toBe(true)
    await expect(openInputText(sealed, { key: newJobKey(), fetchFile })).rejects.toThrow(PrivateJobError)
    await expect(openInputFile({ input, sealed, name: 'other' }, { step, fetchFile })).rejects.toThrow(PrivateJobError)
  })

  it('is refused if the submitter encrypted another file than its input names', async () => {
    const { sealed, fetchFile } = await encrypted()
    const step = await stepKeyOf(jobKey, sealed)
    const other = { files: { sales: { ...input.files.sales, sha256: sha256Hex(new Uint8Array([1])) } } }
    await expect(openInputFile({ input: other, sealed, name: 'sales' }, { step, fetchFile })).rejects.toThrow(PrivateJobError)
    const publish = async () => {}
    const changed = sealInput({ text, files: input.files, read: async () => new Uint8Array([9]) }, { jobKey, publish })
    await expect(changed).rejects.toThrow(AdapterError)
  })

  async function encrypted() {
    const stored = new Map<Hex32, Uint8Array>()
    const publish = async (bytes: Uint8Array) => void stored.set(sha256Hex(bytes), bytes)
    const whole = await sealInput({ text, files: input.files, read: async () => sales }, { jobKey, publish })
    const sealed = readSealedInput(whole) as SealedInput
    const fetchFile = async ({ sha256 }: JobFile) => stored.get(sha256) ?? new Uint8Array()
    return { sealed, whole, stored, fetchFile }
  }
})

/** Makes the X25519 key pair of a machine. */
function machine(digit: string) {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const boxKey = hexOf(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32))
  const boxSecret = hexOf(privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32))
  return { boxSecret, owner: { nodeId: hex32(`0x${digit.repeat(64)}`), boxKey } }
}

function hexOf(bytes: Uint8Array): Hex32 {
  return hex32(`0x${Buffer.from(bytes).toString('hex')}`)
}
