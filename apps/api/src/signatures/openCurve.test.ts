import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { createTextSigner } from './createTextSigner.ts'
import { openCurve } from './openCurve.ts'
import { openNativeCurve } from './openNativeCurve.ts'
import { openWasmCurve } from './openWasmCurve.ts'

const native = await openNativeCurve().catch(() => null)
const key = `0x${'7'.repeat(64)}` as const

describe('the curve', () => {
  test('is wasm where there is no binding for the machine', async () => {
    const missing = () => Promise.reject(new Error('no native build was found'))
    expect((await openCurve([missing, openWasmCurve])).kind).toBe('wasm')
    await expect(openCurve([missing])).rejects.toThrow('no native build')
  })

  test.runIf(native !== null)('is native where there is one', async () => {
    expect((await openCurve([openNativeCurve, openWasmCurve])).kind).toBe('native')
  })

  test('signs texts as a wallet does, to the byte', async () => {
    const signer = createTextSigner(key)
    const wallet = privateKeyToAccount(key)
    expect(signer.address).toBe(wallet.address.toLowerCase())
    for (const text of ['', 'Infinitio order receipt', 'ä€😀'.repeat(50)]) expect(signer.sign(text)).toBe(await wallet.signMessage({ message: text }))
  })
})
