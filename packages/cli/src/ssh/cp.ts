import { refusal } from '@infinitio/sdk'
import { copyFiles } from './copyFiles.ts'
import { copySides } from './copySides.ts'
import { sshPlace } from './sshPlace.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'

/** What `infinitio cp` takes. `identity` is a private key file. */
export type CpOptions = CommonOptions & { readonly identity?: string; readonly recursive: boolean }

/**
 * Copies files to or from a lease with scp, through the same configuration and host keys as `infinitio ssh`: the last path is where to. Throws `lease.files_not_copied`
 * when scp says that something failed, `api.invalid_field` unless one side alone is a lease, and what `sshPlace` throws.
 */
export async function cp(paths: readonly string[], options: CpOptions): Promise<void> {
  const { leaseId, ...sides } = copySides(paths)
  const { client } = await signInClient(options)
  const place = await sshPlace(client, { leaseId, identity: options.identity })
  const code = await copyFiles(place, { ...sides, isRecursive: options.recursive })
  if (code !== 0) throw refusal('lease.files_not_copied', { detail: `lease ${leaseId}, scp ended with ${code}` })
}
