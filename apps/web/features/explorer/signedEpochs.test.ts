import { describe, expect, test } from 'vitest'
import { signedEpochs } from '#web/features/explorer/signedEpochs.ts'

const signature = (signer: string, epoch: number, statement: string, setHash = '0x5e7') => ({ signer, epoch, statement, setHash, signature: '0x' })

describe('signedEpochs', () => {
  test('tells epochs by their order, each once, and who signed which', () => {
    const { epochs, hasSigned } = signedEpochs([signature('0xb', 9, '0x9'), signature('0xa', 9, '0x9'), signature('0xa', 7, '0x7')])
    expect(epochs).toEqual([7, 9])
    expect([hasSigned('0xa', 7), hasSigned('0xb', 7), hasSigned('0xb', 9)]).toEqual([true, false, true])
  })

  test('counts an account once under a statement, also where it signed for two sets, and each statement of an epoch alone', () => {
    const items = [signature('0xa', 9, '0x9'), signature('0xa', 9, '0x9', '0x5e8'), signature('0xb', 9, '0x9'), signature('0xc', 9, '0xbad')]
    const { signersOf } = signedEpochs(items)
    expect([signersOf('0x9'), signersOf('0xbad'), signersOf('0x1')]).toEqual([2, 1, 0])
  })

  test('knows nobody where nothing met', () => {
    expect(signedEpochs([]).epochs).toEqual([])
  })
})
