import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { checkGrant, type ExitAccess, type GrantUse, readGrant, type ServiceRoyalty } from '@infinitio/sdk/services'

/** The option of commands that register a service: the file with the grant of the model's owner. */
export type GrantOptions = { readonly grant?: string }

/**
 * Returns the royalty of the grant in the file of `--grant`, and the lines that show it before the signature. Returns null without the option. Throws
 * `service.grant_invalid` and the other codes of `checkGrant`.
 */
export async function royaltyOf(
  { grant: file }: GrantOptions,
  access: ExitAccess,
  use: GrantUse,
): Promise<{ readonly royalty: ServiceRoyalty; readonly costs: readonly (readonly [string, string])[] } | null> {
  if (file === undefined) return null
  const grant = readGrant(textOf(file))
  if (grant === null) throw refusal('service.grant_invalid', { detail: `${file} holds no grant` })
  const royalty = await checkGrant(access, grant, use)
  return {
    royalty,
    costs: [
      ['Granted for the model', `${grant.model}`],
      ['Royalty to its owner', `${grant.royaltyBps / 100} % to ${grant.owner}`],
    ],
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('service.grant_invalid', { detail: String(cause) })
  }
}
