import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  address,
  claimMac,
  hashOfClaimKey,
  hex32,
  offerMac,
  pairingCharacters,
  pairingCommitment,
  pairingFragment,
  pairingKeys,
  permissionMac,
  readPairingFragment,
} from '../index.ts'

const hexOf = (digit: string) => hex32(`0x${digit.repeat(64)}`)
const accountOf = (digit: string) => address(`0x${digit.repeat(40)}`)
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map((all) => `0x${Buffer.from(all).toString('hex')}`)
const view = {
  ...{ secret: hexOf('1'), nodeKey: accountOf('2'), account: accountOf('3'), chainId: 31_337, market: accountOf('4') },
  ...{ machineNonce: hexOf('5'), browserNonce: hexOf('6') },
}

describe('a link', () => {
  test('gives back the secret and the node key that it was made of', () => {
    fc.assert(
      fc.property(bytes(32), bytes(20), (secret, nodeKey) => {
        const link = { secret: hex32(secret), nodeKey: address(nodeKey) }
        expect(readPairingFragment(`#${pairingFragment(link)}`)).toEqual(link)
      }),
      { numRuns: 200, seed: 34 },
    )
  })

  test('is not read when it is cut off, longer, or has other characters', () => {
    const fragment = pairingFragment(view)
    for (const wrong of ['', '#', fragment.slice(1), `${fragment}A`, `${fragment.slice(1)}=`, `${fragment.slice(1)} `, '<script>'.padEnd(70, 'A')])
      expect(readPairingFragment(wrong), wrong).toBeNull()
  })

  test('has another secret or another node key when one character is changed', () => {
    const fragment = pairingFragment(view)
    for (let at = 0; at < fragment.length - 1; at++) {
      const changed = `${fragment.slice(0, at)}${fragment[at] === 'A' ? 'B' : 'A'}${fragment.slice(at + 1)}`
      expect(readPairingFragment(changed)).not.toEqual(readPairingFragment(fragment))
    }
  })
})

describe('the six characters', () => {
  test('stay the same, because machines and pages of different versions compare them', () => {
    expect(pairingCharacters(view)).toMatchInlineSnapshot(`"77W24V"`)
  })

  test('differ when any value differs, such as a swapped node key', () => {
    const swapped = {
      secret: hexOf('a'),
      nodeKey: accountOf('a'),
      account: accountOf('a'),
      chainId: 1,
      market: accountOf('a'),
      machineNonce: hexOf('a'),
      browserNonce: hexOf('a'),
    }
    for (const name of Object.keys(view) as (keyof typeof view)[])
      expect(pairingCharacters({ ...view, [name]: swapped[name] }), name).not.toBe(pairingCharacters(view))
  })

  test('use each of 32 characters about equally often', () => {
    const counts = new Map<string, number>()
    for (let at = 0; at < 2_000; at++) {
      const text = pairingCharacters({ ...view, browserNonce: hex32(`0x${at.toString(16).padStart(64, '0')}`) })
      for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
    }
    expect(counts.size).toBe(32)
    expect(Math.min(...counts.values())).toBeGreaterThan(280)
    expect(Math.max(...counts.values())).toBeLessThan(480)
  })
})

describe('the values of a secret', () => {
  test('are all different, and only the hash of the claim key follows from the claim key', () => {
    const keys = pairingKeys(view.secret)
    expect(new Set([...Object.values(keys), view.secret]).size).toBe(5)
    expect(hashOfClaimKey(keys.claimKey)).toBe(keys.claimKeyHash)
  })

  test('make another proof for each message and each key', () => {
    const { macKey } = pairingKeys(view.secret)
    const proofs = [
      offerMac(macKey, '{}'),
      offerMac(macKey, '{"a":1}'),
      offerMac(hexOf('9'), '{}'),
      claimMac(macKey, view),
      claimMac(macKey, { ...view, account: accountOf('9') }),
      permissionMac(macKey, { ...view, mandateHash: hexOf('7') }),
      permissionMac(macKey, { ...view, mandateHash: hexOf('8') }),
      pairingCommitment(view),
      pairingCommitment({ ...view, nodeKey: accountOf('9') }),
    ]
    expect(new Set(proofs).size).toBe(proofs.length)
  })
})
