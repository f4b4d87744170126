import { describe, expect, test } from 'vitest'
import { signedEpochs } from '#web/features/explorer/signedEpochs.ts'

const signature = (signer: string, epoch: number, statement: string, setHash = '0x5e7') => ({ signer, epoch, statement, setHash, signature: '0x' })

describe('signedEpochs', () => {
  test('lists each epoch once, in order, with its signers', () => {
    const { epochs, hasSigned } = signedEpochs([signature('0xb', 9, '0x9'), signature('0xa', 9, '0x9'), signature('0xa', 7, '0x7')])
    expect(epochs).toEqual([7, 9])
    expect([hasSigned('0xa', 7), hasSigned('0xb', 7), hasSigned('0xb', 9)]).toEqual([true, false, true])
  })

  test('counts an account once per statement, also with two validator sets, and counts each statement apart', () => {
    const items = [signature('0xa', 9, '0x9'), signature('0xa', 9, '0x9', '0x5e8'), signature('0xb', 9, '0x9'), signature('0xc', 9, '0xbad')]
    const { signersOf } = signedEpochs(items)
    expect([signersOf('0x9'), signersOf('0xbad'), signersOf('0x1')]).toEqual([2, 1, 0])
  })

  test('returns no signers without signatures', () => {
    expect(signedEpochs([]).epochs).toEqual([])
  })
})
