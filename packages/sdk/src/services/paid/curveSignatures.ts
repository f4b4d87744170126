import { type Address, address, isRefusal, keccak256, splitSignature } from '@infinitio/domain'
import type { ChannelSignatures } from '@infinitio/services'
import { secp256k1 } from '@noble/curves/secp256k1'
import { bytesToHex, type Hex, hexToBytes } from 'viem'

const oddEnd = 27
const addressBytes = 20

/** Signs and recovers in JavaScript, in a few milliseconds for each signature. */
export const curveSignatures: ChannelSignatures = {
  sign(digest, privateKey) {
    const signed = secp256k1.sign(hexToBytes(digest), hexToBytes(privateKey), { lowS: true })
    return `${bytesToHex(signed.toCompactRawBytes())}${(oddEnd + signed.recovery).toString(16)}`
  },
  recover(digest, signature) {
    const split = splitSignature(signature)
    if (isRefusal(split)) return null
    try {
      const compact = secp256k1.Signature.fromCompact(signature.slice(2, 130)).addRecoveryBit(split.recovery)
      return accountOf(compact.recoverPublicKey(hexToBytes(digest)).toRawBytes(false))
    } catch {
      // No point of the curve has this r, so no key can have made the signature.
      return null
    }
  },
}

/** Returns the account of a private key, in lower case. */
export function accountOfKey(privateKey: Hex): Address {
  return accountOf(secp256k1.getPublicKey(hexToBytes(privateKey), false))
}

/** Returns random bytes as hex. */
export function randomHex(bytes: number): Hex {
  return bytesToHex(crypto.getRandomValues(new Uint8Array(bytes)))
}

/** Returns 32 random bytes that are a valid private key. */
export function newPrivateKey(): Hex {
  return bytesToHex(secp256k1.utils.randomPrivateKey())
}

function accountOf(publicKey: Uint8Array): Address {
  return address(bytesToHex(keccak256(publicKey.subarray(1)).subarray(-addressBytes)))
}
