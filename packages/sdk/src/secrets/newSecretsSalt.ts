import { hex32, type Secrets } from '@infinitio/domain'

/** A fresh random salt for secrets. Who loses it cannot hand the secrets in again; it tells nothing of them. */
export function newSecretsSalt(): Secrets['salt'] {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hex32(`0x${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
