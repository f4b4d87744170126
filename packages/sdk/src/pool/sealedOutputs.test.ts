import { hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import { openOutputs, sealOutputs, SealedOutputsError } from './sealedOutputs.ts'

const salt = hex32(`0x${'5a'.repeat(32)}`)
const other = hex32(`0x${'5b'.repeat(32)}`)
const outputs = [new Uint8Array([1, 2, 3]), new Uint8Array(), new Uint8Array(70_000).fill(7)]

it('gives outputs back only with the salt that sealed them', async () => {
  const sealed = await sealOutputs(outputs, salt)
  expect(await openOutputs(sealed, salt)).toEqual(outputs)
  await expect(openOutputs(sealed, other)).rejects.toThrow(SealedOutputsError)
  sealed[10] = (sealed[10] ?? 0) ^ 1
  await expect(openOutputs(sealed, salt)).rejects.toThrow(SealedOutputsError)
})

it('refuses other bytes than a list of outputs', async () => {
  const of = async (plain: Uint8Array) => {
    // A single output with bytes that look like a list of outputs that ends too early.
    const sealed = await sealOutputs([plain], salt)
    return openOutputs(sealed, salt)
  }
  expect(await of(new Uint8Array([0, 0, 0, 9, 1]))).toHaveLength(1)
  await expect(openOutputs(new Uint8Array(5), salt)).rejects.toThrow(SealedOutputsError)
})
